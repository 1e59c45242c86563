import { SetMetadata } from '@nestjs/common';
import type { Query } from '../http/query.reader.js';

export const COST = 'jobgate:cost';

/** How much of its budget a request for a route takes, by its query. Without this: one. */
export const Costs = (costOf: (query: Query) => number) => SetMetadata(COST, costOf);

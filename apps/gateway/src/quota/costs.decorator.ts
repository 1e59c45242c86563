import { SetMetadata } from '@nestjs/common';
import type { Query } from '../http/query.reader.js';

export const COST = 'jobgate:cost';

/** The cost of a request, by its query. Default: 1. */
export const Costs = (costOf: (query: Query) => number) => SetMetadata(COST, costOf);

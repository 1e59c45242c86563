import { SetMetadata } from '@nestjs/common';

export const BODY_LIMIT = 'jobgate:body-limit';

/** The limit of the body, in bytes, of a route that takes longer ones. */
export const TakesBodyOf = (mostBytes: number) => SetMetadata(BODY_LIMIT, mostBytes);

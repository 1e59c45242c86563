import { SetMetadata } from '@nestjs/common';

export const BODY_LIMIT = 'jobgate:body-limit';

/** A route that takes longer bodies than others; in bytes. */
export const TakesBodyOf = (mostBytes: number) => SetMetadata(BODY_LIMIT, mostBytes);

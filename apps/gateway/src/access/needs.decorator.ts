import type { Scope } from '#libs/access';
import { SetMetadata } from '@nestjs/common';

export const NEEDS = 'jobgate:needs';

/** The scope that a route needs. */
export const Needs = (scope: Scope) => SetMetadata(NEEDS, scope);

import { SetMetadata } from '@nestjs/common';

export const BASIC_REALM = 'jobgate:basic-realm';

/** A route that a browser opens by itself: it is asked for credentials, and may send them by HTTP Basic. */
export const TakesBasic = (realm: string) => SetMetadata(BASIC_REALM, realm);

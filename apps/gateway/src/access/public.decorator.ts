import { SetMetadata } from '@nestjs/common';

export const PUBLIC = 'jobgate:public';

/** A route for everybody: probes, documentation, problem pages. */
export const Public = () => SetMetadata(PUBLIC, true);

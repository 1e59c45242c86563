import { z } from 'zod';
import { operationPattern } from '../operation-path.js';
import { METHODS, ROOT } from './ibm-hmc.start.js';

/** `netid.nau` names a CPC, `netid.nau.imagename` a logical partition. */
const TARGET_NAME = /^[A-Za-z0-9@#$]{1,8}\.[A-Za-z0-9@#$]{1,8}(\.[A-Za-z0-9@#$_-]{1,8})?$/;
const DEFAULT_STOMP_PORT = 61_612;

export const optionsSchema = z.strictObject({
  /** Sent as `X-API-Target-Name`: needed only for jobs that were started through BCPii. */
  targetName: z.string().regex(TARGET_NAME, 'must be netid.nau or netid.nau.imagename').optional(),
  push: z.enum(['stomp', 'off']).default('off'),
  stompPort: z.int().min(1).max(65_535).default(DEFAULT_STOMP_PORT),
  /** Path patterns of operations that callers may start. */
  allowedOperations: z.array(operationPattern(METHODS, ROOT)).default([]),
});
export type IbmHmcOptions = z.infer<typeof optionsSchema>;

export const authSchema = z.strictObject({ userid: z.string().min(1), password: z.string().min(1) });

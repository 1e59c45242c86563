import { z } from 'zod';
import type { StartForm } from '../descriptor.js';

/** A bare name: the box refuses paths, and writes below /code/bkups. */
const filename = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/, 'must be a bare file name');

const bodySchema = z.discriminatedUnion('operation', [
  z.strictObject({ operation: z.literal('activate') }),
  z.strictObject({ operation: z.literal('save') }),
  z.strictObject({ operation: z.literal('verify') }),
  z.strictObject({
    operation: z.literal('backup'),
    backupSource: z.enum(['running', 'saved', 'editing']),
    filename,
  }),
  z
    .strictObject({
      operation: z.literal('restore'),
      restoreSource: z.enum(['running', 'saved', 'backupFile']),
      filename: filename.optional(),
    })
    .refine(({ restoreSource, filename: name }) => restoreSource !== 'backupFile' || name !== undefined, {
      path: ['filename'],
      message: 'is needed to restore a backupFile',
    }),
]);

/** One management request of the box. */
export type ManagementStep = z.infer<typeof bodySchema>;

export const oracleSbcStart: StartForm = {
  bodySchema,
  examples: {
    'activate the saved configuration': { operation: 'activate' },
    'save the edited configuration': { operation: 'save' },
    'back up the running configuration': { operation: 'backup', backupSource: 'running', filename: 'nightly' },
    'restore a backup': { operation: 'restore', restoreSource: 'backupFile', filename: 'nightly' },
  },
  steps: (body): readonly [ManagementStep] => [bodySchema.parse(body)],
  objection: () => null,
};

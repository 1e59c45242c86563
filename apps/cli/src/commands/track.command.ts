import type { TrackJob } from '#libs/client';
import type { CliContext } from '../cli.context.js';
import { EXIT } from '../cli.usage.js';
import { lineOf } from '../job.lines.js';

/** Tracks a job that its id, its key or its URL upstream names. */
export async function track({ client, ids, options, out }: CliContext): Promise<number | string> {
  const [id, ...more] = ids;
  if (more.length > 0) return 'track takes one job at a time.';
  const { connection, key, url, name } = options;
  if (id === undefined && connection === undefined) return 'track takes a job id, or --connection.';
  const labels = labelsOf(options.label);
  if (labels === null) return 'A label has the form name:value.';
  const parameters: TrackJob = { id, connection: connection?.at(-1), key, url, name, labels };
  const job = await client.track(parameters);
  out.write(`${options.json ? JSON.stringify(job) : lineOf(job)}\n`);
  return EXIT.success;
}

/** null: one has the wrong form. */
function labelsOf(texts: readonly string[] | undefined): Record<string, string> | undefined | null {
  if (texts === undefined) return undefined;
  const pairs = texts.map((text) => [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)] as const);
  return texts.every((text) => text.indexOf(':') > 0) ? Object.fromEntries(pairs) : null;
}

import { eventually, type ReadJob, type StageClient } from '../stage/index.js';

/** Reads a job until it is as expected, and returns it. */
export function reaches(
  client: StageClient,
  id: string,
  expected: Record<string, unknown>,
  timeoutMs?: number,
): Promise<ReadJob> {
  return eventually(async () => {
    const job = await client.job(id);
    expect(job).toMatchObject(expected);
    return job;
  }, timeoutMs);
}

import { harness } from '../../../test/contract/datameer.harness.js';
import { json, type Play } from '../../../test/contract/scripted-reply.js';
import type { RedisServer } from '../../../test/stage/redis-server.js';
import type { ConnectionSettings } from '../src/connection-context.js';
import { PollingScene } from './polling.scene.js';

export const DETAILS = '/rest/job-execution/job-details/';
export const STATUS = '/rest/job-configuration/job-status/';

/** A scene with a Datameer, which needs no log-on, one call a job, and has pointers to runs that it tells more of. */
export async function openDatameer(redis: RedisServer, settings: Partial<ConnectionSettings> = {}) {
  const scene = await PollingScene.open(harness, redis, settings);
  // What tells a missing job from a server that is no Datameer.
  scene.plays.set('/rest/jobs/list-running', json(200, []));
  return scene;
}

/** What the upstream says of a run from now on. */
export function runIs(scene: PollingScene, key: string, said: string | Play, more: Record<string, unknown> = {}): void {
  const play = typeof said === 'string' ? json(200, { jobStatus: said, counters: {}, ...more }) : said;
  scene.plays.set(`${DETAILS}${key}`, play);
}

/** What the upstream says of the latest run of a configuration from now on. */
export function latestIs(scene: PollingScene, configuration: string, run: string, jobStatus: string): void {
  scene.plays.set(`${STATUS}${configuration}`, json(200, { id: Number(run), jobStatus }));
}

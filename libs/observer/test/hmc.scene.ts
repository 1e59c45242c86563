import { newRecord } from '#libs/jobs';
import type { RedisServer } from '../../../test/stage/redis-server.js';
import { json, type Play } from '../../../test/contract/scripted-reply.js';
import { harness } from '../../../test/contract/ibm-hmc.harness.js';
import type { ConnectionSettings } from '../src/connection-context.js';
import { PollingScene } from './polling.scene.js';

export const RUNNING = json(200, { status: 'running' });
export const COMPLETE = json(200, { status: 'complete', 'job-status-code': 200 });

export function openHmc(redis: RedisServer, settings: Partial<ConnectionSettings> = {}): Promise<PollingScene> {
  return PollingScene.open(harness, redis, settings);
}

export function jobIs(scene: PollingScene, key: string, play: Play): void {
  scene.plays.set(`/api/jobs/${key}`, play);
}

/** Tracks a job that was never polled, with its first check at the given time. */
export async function track(scene: PollingScene, key: string, nextCheckAt: number): Promise<void> {
  const { name: connection, provider } = scene.settings;
  const record = newRecord({ connection, provider, key, kind: 'run', trackedAt: scene.now });
  record.observation.nextCheckAt = nextCheckAt;
  await scene.store.jobs.commit({ base: null, revised: { record, hasChanged: true, transition: null } });
}

import { scriptedCommandProvider, ScriptedCommands } from '../../../test/contract/commands.provider.js';
import { harness } from '../../../test/contract/datameer.harness.js';
import { json } from '../../../test/contract/scripted-reply.js';
import type { RedisServer } from '../../../test/stage/redis-server.js';
import { PollingScene } from './polling.scene.js';

/** A scene with a Datameer that is polled over HTTP, and acts as a test says. */
export async function openActing(redis: RedisServer): Promise<{ scene: PollingScene; acts: ScriptedCommands }> {
  const acts = new ScriptedCommands();
  const scene = await PollingScene.open({ ...harness, provider: scriptedCommandProvider(acts) }, redis);
  scene.plays.set('/rest/jobs/list-running', json(200, []));
  return { scene, acts };
}

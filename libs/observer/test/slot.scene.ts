import { harness } from '../../../test/contract/oracle-sbc.harness.js';
import type { Reply } from '../../../test/contract/provider-harness.js';
import type { RedisServer } from '../../../test/stage/redis-server.js';
import { PollingScene } from './polling.scene.js';

export const SLOT = '/rest/v1.2/admin/asyncstatus';

/** A scene with an SBC, which tells of its last operation alone, without naming or dating it. */
export const openSlot = (redis: RedisServer): Promise<PollingScene> => PollingScene.open(harness, redis);

/** What stands in the slot from now on. */
export function slotHolds(scene: PollingScene, operation: string, status: string): void {
  scene.plays.set(SLOT, slotReply(operation, status));
}

export function slotReply(operation: string, status: string): Reply {
  const state = `<operationState><operation>${operation}</operation><status>${status}</status></operationState>`;
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0"?><response><data>${state}</data><messages/><links/></response>`,
  };
}

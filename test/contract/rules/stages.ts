import type { UpstreamLimits } from '#libs/upstream';
import type { Play, Player } from '../scripted-reply.js';
import type { ProviderHarness, Script } from '../provider-harness.js';
import { Stage } from '../stage.js';

export type OpenStage = (whenCalled: Player | Script | Play, limits?: Partial<UpstreamLimits>) => Promise<Stage>;

/** Opens stages for the tests of the surrounding `describe`, and closes them after each. */
export function useStages(harness: ProviderHarness): OpenStage {
  const stages: Stage[] = [];
  afterEach(async () => {
    for (const stage of stages.splice(0)) await stage.close();
  });
  return async (whenCalled, limits) => {
    const stage = await Stage.open(harness, whenCalled, limits);
    stages.push(stage);
    return stage;
  };
}

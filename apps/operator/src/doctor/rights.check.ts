import type { Check } from './finding.js';

/** Finds out which commands the user of Redis lacks. */
export const checkRights: Check = async ({ store }) => {
  const refused = await store.inspection.refusedCommands();
  const detail =
    refused.length === 0
      ? 'the user may run what is needed'
      : `the user may not run ${refused.join(', ')}: give it the rights of docs/redis.md, "The user"`;
  return [{ verdict: refused.length === 0 ? 'ok' : 'fault', subject: 'rights', detail }];
};

import type { ServerFacts } from '#libs/store';
import type { Check, Finding } from './finding.js';

const OLDEST = [6, 2] as const;

/** Checks the version and the settings of each server that takes writes. */
export const checkServers: Check = async ({ store }) => {
  const servers = await store.inspection.facts();
  return servers.flatMap((facts) => [versionOf(facts), policyOf(facts), persistenceOf(facts), replicasOf(facts)]);
};

function versionOf({ address, version }: ServerFacts): Finding {
  if (version === null) return unseen('version', address, 'see that it is 6.2 or newer');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  const detail = `${address} is ${version}${isOld ? ': upgrade it to 6.2 or newer' : ''}`;
  return { verdict: isOld ? 'fault' : 'ok', subject: 'version', detail };
}

function policyOf({ address, policy }: ServerFacts): Finding {
  if (policy === null) return unseen('memory', address, 'see that maxmemory-policy is noeviction');
  const isKept = policy === 'noeviction';
  const detail = `${address} has maxmemory-policy ${policy}${isKept ? '' : ': set it to noeviction, or records are lost when memory is full'}`;
  return { verdict: isKept ? 'ok' : 'fault', subject: 'memory', detail };
}

function persistenceOf({ address, isAppendOnly }: ServerFacts): Finding {
  if (isAppendOnly === null) return unseen('persistence', address, 'see that appendonly is yes');
  const detail = `${address} has appendonly ${isAppendOnly ? 'yes' : 'no: set it to yes, or a restart loses what was written lately'}`;
  return { verdict: isAppendOnly ? 'ok' : 'warning', subject: 'persistence', detail };
}

function replicasOf({ address, replicas, minReplicasToWrite }: ServerFacts): Finding {
  const subject = 'replicas';
  if (replicas === null) return unseen(subject, address, 'see that there is one where nothing may be lost');
  if (replicas === 0) {
    const isMissed = minReplicasToWrite !== null && minReplicasToWrite > 0;
    const consequence = isMissed ? `, and refuses writes without ${minReplicasToWrite}: start it again` : '';
    return { verdict: isMissed ? 'fault' : 'ok', subject, detail: `${address} has none${consequence}` };
  }
  if (minReplicasToWrite === null) return unseen('min-replicas', address, 'see that min-replicas-to-write is 1');
  const isBare = minReplicasToWrite === 0;
  const advice = isBare ? ': set it to 1, so that nothing is written that one server alone has' : '';
  const detail = `${address} has ${replicas}, min-replicas-to-write ${minReplicasToWrite}${advice}`;
  return { verdict: isBare ? 'warning' : 'ok', subject, detail };
}

const unseen = (subject: string, address: string, advice: string): Finding => ({
  verdict: 'unknown',
  subject,
  detail: `not allowed to inspect ${address}: ${advice}`,
});

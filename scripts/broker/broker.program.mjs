import { existsSync } from 'node:fs';
import { runCommand } from '../processes/run-command.mjs';
import { findOnPath, privilege } from '../programs/program.provider.mjs';

/** Where Debian's package puts it. */
const HOME = '/usr/share/activemq';
const JAR = `${HOME}/bin/activemq.jar`;
const ATTEMPTS = [['install', '-y', '--no-install-recommends', 'activemq'], ['update']];

export const BROKER_ADVICE =
  'No ActiveMQ found. The tests of push want the one of Debian or Ubuntu: apt-get install --no-install-recommends activemq';

/**
 * An ActiveMQ, which is what an HMC has inside: java, its jar and its home. Null where there is none.
 * @returns {{java: string, jar: string, home: string} | null}
 */
export function findBroker() {
  const java = findOnPath('java');
  return java && existsSync(JAR) ? { java, jar: JAR, home: HOME } : null;
}

/** Like `findBroker`, but installs it with apt-get where that needs no question. Throws with advice where it cannot. */
export async function provideBroker() {
  const found = findBroker();
  if (found) return found;
  const prefix = findOnPath('apt-get') && (await privilege({ asRoot: true }));
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const [install, update] = ATTEMPTS;
  for (const attempt of prefix ? [install, update, install] : []) {
    const [command, ...args] = [...prefix, 'apt-get', ...attempt];
    await runCommand(command, args, { env, timeoutMs: 300_000 });
    const installed = findBroker();
    if (installed) return installed;
  }
  throw new Error(BROKER_ADVICE);
}

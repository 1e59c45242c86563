import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

const TOPOLOGIES = ['single', 'sentinel', 'cluster'];
const DEFAULT_MINUTES = '2';
const LARGEST_SEED = 2 ** 32;

export const USAGE =
  'npm run chaos -- [--seed N] [--minutes M] [--topology single|sentinel|cluster] [--faults a,b] [--history file] [--beside folder]';

/**
 * The environment of a run. Throws what is wrong with the arguments.
 * @param {string[]} args
 * @returns {Record<string, string>}
 */
export function chaosEnvironment(args) {
  const text = { type: 'string' };
  const options = { seed: text, minutes: text, topology: text, faults: text, history: text, beside: text };
  const { values } = parseArgs({ args, options });
  const { seed = String(randomInt(LARGEST_SEED)), minutes = DEFAULT_MINUTES, topology = 'single' } = values;
  if (!/^\d+$/.test(seed) || Number(seed) >= LARGEST_SEED)
    throw new Error(`--seed ${seed}: a whole number is wanted. ${USAGE}`);
  if (!(Number(minutes) > 0)) throw new Error(`--minutes ${minutes}: a number above 0 is wanted. ${USAGE}`);
  if (!TOPOLOGIES.includes(topology)) throw new Error(`--topology ${topology}: there is none of that name. ${USAGE}`);
  return {
    JOBGATE_CHAOS_SEED: seed,
    JOBGATE_CHAOS_MINUTES: minutes,
    JOBGATE_CHAOS_TOPOLOGY: topology,
    ...(values.faults === undefined ? {} : { JOBGATE_CHAOS_FAULTS: values.faults }),
    ...(values.history === undefined ? {} : { JOBGATE_CHAOS_HISTORY: values.history }),
    ...(values.beside === undefined ? {} : { JOBGATE_CHAOS_BESIDE: values.beside }),
  };
}

import { PORT_NAMES, type PortName } from './upstream.name.js';

export interface MainArguments {
  host: string;
  ports: Partial<Record<PortName, number>>;
  demo: boolean;
  seed: number;
}

/** Reads `--ibm-hmc 7101 … --control 7100 --host 127.0.0.1 --seed 1 --demo`. Throws on anything else. */
export function readArguments(words: readonly string[]): MainArguments {
  const read: MainArguments = { host: '127.0.0.1', ports: {}, demo: false, seed: 1 };
  const portNames: readonly string[] = PORT_NAMES;
  for (let index = 0; index < words.length; index += 1) {
    const flag = (words[index] ?? '').replace(/^--/, '');
    if (flag === 'demo') {
      read.demo = true;
      continue;
    }
    const value = words[(index += 1)];
    if (value === undefined) throw new Error(`--${flag} needs a value`);
    if (flag === 'host') read.host = value;
    else if (flag === 'seed') read.seed = wholeNumber(flag, value);
    else if (portNames.includes(flag)) read.ports[flag as PortName] = wholeNumber(flag, value);
    else throw new Error(`unknown flag --${flag}; known: --host --seed --demo --${portNames.join(' --')}`);
  }
  return read;
}

function wholeNumber(flag: string, value: string): number {
  if (!/^\d+$/.test(value)) throw new Error(`--${flag} must be a whole number, not ${value}`);
  return Number(value);
}

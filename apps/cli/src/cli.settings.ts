import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CliArguments } from './cli.arguments.js';
import type { CliEnvironment } from './cli.environment.js';

export interface GatewaySettings {
  url: string;
  key: string | null;
}

const LOCAL_URL = 'http://127.0.0.1:3000';

/** URL and key of the gateway; a string is the usage error. */
export async function settingsOf(
  { command, options }: CliArguments,
  environment: CliEnvironment,
): Promise<GatewaySettings | string> {
  // With track, --url names the job upstream.
  const url = (command === 'track' ? undefined : options.url) ?? environment.JOBGATE_URL ?? LOCAL_URL;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) return `${url} is no address of a gateway.`;
  const file = options['key-file'];
  if (file !== undefined) {
    const key = await keyIn(file);
    return key === null ? `The key file ${file} cannot be read, or is empty.` : { url, key };
  }
  const { JOBGATE_KEY: key, HOME: home } = environment;
  if (key) return { url, key };
  return { url, key: home ? await keyIn(join(home, '.config/jobgate/key')) : null };
}

async function keyIn(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trim() || null;
}

import { parseConfiguration } from '#libs/config';
import { runOperator } from '../src/operator.run.js';

export interface Ended {
  code: number;
  out: string;
  errors: string;
}

/** Runs an operator's command in this process over a configuration file with this content. */
export async function operate(args: string[], file: object | string): Promise<Ended> {
  let [out, errors] = ['', ''];
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  const code = await runOperator(args, {
    configure: () => parseConfiguration(text, 'gateway', {}),
    write: (more) => void (out += more),
    writeError: (more) => void (errors += `${more}\n`),
  });
  return { code, out, errors };
}

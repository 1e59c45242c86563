import { Demo } from './demo/demo.js';
import { exitOnFatalError } from './uncaught.error.js';
import { readArguments } from './main.arguments.js';
import { createRandom } from './random.js';
import { startSimulator } from './simulator.js';

async function main(): Promise<void> {
  const { demo: wantsDemo, ...options } = readArguments(process.argv.slice(2));
  const simulator = await startSimulator(options);
  const demo = new Demo(simulator.upstreams, createRandom(options.seed), Date.now);
  if (wantsDemo) demo.start();
  const stop = (): void => {
    demo.stop();
    void simulator.close().finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(`${JSON.stringify({ ...simulator.urls, control: simulator.controlUrl })}\n`);
}

exitOnFatalError();
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

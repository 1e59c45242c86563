import { whenParentEnds } from './parent.watch.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Ctrl-C reaches this process from the terminal and once more through npm: within this time it is the same one. */
const SAME_REQUEST_MS = 1000;

/**
 * An AbortSignal that aborts when this process receives a signal to end. On a later one it calls `onImpatience`.
 * A closed terminal or pipe counts as being asked: nobody reads any more. So does the end of npm where it runs this: of a signal
 * to npm alone, its shell tells nobody.
 */
export function stopSignal(onImpatience = () => process.exit(130)) {
  const controller = new AbortController();
  let askedAt = null;
  const ask = (reason) => {
    if (askedAt === null) {
      askedAt = Date.now();
      controller.abort(new Error(`Stopped by ${reason}.`));
    } else if (Date.now() - askedAt > SAME_REQUEST_MS) {
      onImpatience();
    }
  };
  for (const signal of SIGNALS) process.on(signal, () => ask(signal));
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => ask('a closed output'));
  if (process.env.npm_lifecycle_event !== undefined) whenParentEnds(() => ask('the end of npm'));
  return controller.signal;
}

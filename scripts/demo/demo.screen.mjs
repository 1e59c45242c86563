import { formatLine, isLoud, subjectOf } from '../processes/line.format.mjs';
import { onceInAWhile } from '../processes/line.repeats.mjs';

/**
 * What of the children's lines is shown. What happens on the way to the banner is of interest only when it goes wrong,
 * and then their last lines are shown; after it, what asks for attention, once in a while each.
 */
export class DemoScreen {
  #isQuiet = true;
  #repeats = onceInAWhile();

  constructor(verbose, write = console.log) {
    this.verbose = verbose;
    this.write = write;
  }

  /** From here on the children may speak. */
  open() {
    this.#isQuiet = false;
  }

  /** While all of it ends, one process complains that another has gone. */
  close() {
    this.#isQuiet = true;
  }

  show(name, line) {
    if (this.verbose) return this.write(formatLine(name, line));
    if (this.#isQuiet || !(isLoud(line) || name === 'tracker')) return;
    const { show, suppressed } = this.#repeats(`${name} ${subjectOf(line)}`);
    if (show) this.write(formatLine(name, line) + (suppressed > 0 ? ` (and ${suppressed} like it before)` : ''));
  }
}

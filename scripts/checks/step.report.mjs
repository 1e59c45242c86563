/** Steps that are carried out one by one or beside each other, a line for each, and what all of them counted. */
export class StepReport {
  totals = { passed: 0, failed: 0 };
  #signal;

  constructor(signal) {
    this.#signal = signal;
  }

  /** Runs one step, writes its line, and adds what it counts. Full output only on failure. Resolves with whether nothing failed. */
  async step(name, act) {
    const startedAt = Date.now();
    const result = await act().catch((error) => ({ passed: 0, failed: 1, output: error.message }));
    this.#signal.throwIfAborted();
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
    if (result.failed > 0) console.log(`\n${result.output?.trimEnd() ?? ''}\n`);
    console.log(
      `${result.failed > 0 ? 'FAILED' : 'ok    '} ${seconds} s  ${name}${result.note ? `: ${result.note}` : ''}`,
    );
    this.totals.passed += result.passed;
    this.totals.failed += result.failed;
    return result.failed === 0;
  }

  /** A step that must succeed but shows nothing about the product: it counts only when it fails. */
  preparation(name, act) {
    return this.step(name, async () => (await act(), { passed: 0, failed: 0 }));
  }
}

/** Each of these keeps one core busy, and none needs another's outcome. */
export async function runTwoAtATime(steps) {
  const left = [...steps];
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) await next();
  };
  await Promise.all([worker(), worker()]);
}

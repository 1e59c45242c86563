const PROMPTLY_MS = 100;
const STEP_MS = 5;

/** What is done within 100 ms; rejects else. In small steps, so that a busy machine delays both sides of the race alike. */
export function within<T>(promise: Promise<T>): Promise<T> {
  return Promise.race([promise, tooLate()]);
}

async function tooLate(): Promise<never> {
  for (let waited = 0; waited < PROMPTLY_MS; waited += STEP_MS) {
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
  throw new Error(`Not done within ${PROMPTLY_MS} ms.`);
}

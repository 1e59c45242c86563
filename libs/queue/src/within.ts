/** The value, or null when it takes longer. */
export function withinMs<Value>(value: Promise<Value>, milliseconds: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), milliseconds)));
  return Promise.race([value, late]).finally(() => clearTimeout(timer));
}

/** Resolves when the work has ended, well or not, or the time is over: BullMQ never ends some of what it begins without Redis. */
export async function within(work: Promise<unknown>, milliseconds: number): Promise<void> {
  await withinMs(
    work.catch(() => undefined),
    milliseconds,
  );
}

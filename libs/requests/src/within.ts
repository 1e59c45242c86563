/** The value, or null when it takes longer. */
export function withinMs<Value>(value: Promise<Value>, milliseconds: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), milliseconds)));
  return Promise.race([value, late]).finally(() => clearTimeout(timer));
}

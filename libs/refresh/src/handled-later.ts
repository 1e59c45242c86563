/** Its failure is met where it is awaited; until then it is not one that nobody handles, which would end the process. */
export function handledLater<Value>(work: Promise<Value>): Promise<Value> {
  work.catch(() => undefined);
  return work;
}

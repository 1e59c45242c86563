/**
 * How much processor time the longest task of a page took while something happened, in milliseconds. Unlike the time on the
 * clock, which `PerformanceObserver` reports, it does not depend on what else the machine has to do.
 * @param {import('playwright-core').Page} page
 * @param {() => Promise<unknown>} act
 */
export async function longestTaskOf(page, act) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ['toplevel'] });
  await act();
  /** @type {{ traceEvents: { ph: string, name: string, pid: number, tid: number, tdur?: number, args?: { name?: string } }[] }} */
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const isOfPage = ({ pid, tid }) => mains.some((main) => main.pid === pid && main.tid === tid);
  const tasks = traceEvents.filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && isOfPage(event));
  if (tasks.length === 0) throw new Error('The trace holds no task of the page.');
  // In microseconds, of processor time.
  return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur), 0) / 1000;
}

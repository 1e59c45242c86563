/**
 * What the page runs: scrolls through the whole list, page by page as it is read, and answers how long the longest task and
 * the longest frame took.
 * @param {{rows: number, pixelsPerFrame: number}} wish `rows`: so many there are to come
 */
export const scrollThrough = ({ rows, pixelsPerFrame }) => `(async () => {
  const scroller = document.querySelector('.jobs-scroller');
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: 'longtask' });
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const read = () => Math.round(document.querySelector('.jobs-body').offsetHeight / document.querySelector('.jobs-body .jobs-row').offsetHeight);
  const begin = performance.now();
  let [frames, longestFrame, before] = [0, 0, begin];
  while (read() < ${rows} || scroller.scrollTop + scroller.clientHeight < scroller.scrollHeight - 1) {
    scroller.scrollTop += ${pixelsPerFrame};
    const now = await frame();
    longestFrame = Math.max(longestFrame, now - before);
    before = now;
    frames += 1;
    if (now - begin > 120000) break;
  }
  const seconds = (performance.now() - begin) / 1000;
  tasks.push(...observer.takeRecords());
  observer.disconnect();
  return {
    rows: read(), seconds, framesPerSecond: frames / seconds, longestFrame,
    longTasks: tasks.length, longestTask: Math.max(0, ...tasks.map(({ duration }) => duration)),
    nodes: document.querySelectorAll('*').length,
  };
})()`;

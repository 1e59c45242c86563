const DESKTOP = { width: 1280, height: 820 };
const TELEPHONE = { width: 360, height: 740 };

/** Each picture: its name, the screen, and how to come to what it shows. */
export const PICTURES = [
  { name: 'overview', screen: DESKTOP, colorScheme: 'light', show: overview },
  { name: 'overview-upstream-down', screen: DESKTOP, colorScheme: 'dark', show: overviewInTrouble },
  { name: 'jobs', screen: DESKTOP, colorScheme: 'light', show: jobs },
  { name: 'job', screen: DESKTOP, colorScheme: 'light', show: measuredJob },
  { name: 'job-under-way', screen: DESKTOP, colorScheme: 'dark', show: jobUnderWay },
  { name: 'jobs-telephone', screen: TELEPHONE, colorScheme: 'dark', show: jobs },
];

async function overview({ page, url, pause, liveFirst }) {
  await page.goto(`${url}/#/`);
  await pause(liveFirst);
}

async function overviewInTrouble(stage) {
  await stage.page.goto(`${stage.url}/#/`);
  await stage.pause(12_000);
  await stage.trouble('datameer', 'POST', { kind: 'refuse-connections' });
  await stage.page.getByText('Down', { exact: true }).waitFor();
  await stage.pause(13_000);
  await stage.trouble('datameer', 'DELETE');
}

async function jobs({ page, url, pause }) {
  await page.goto(`${url}/#/jobs`);
  await page.locator('[role=row][data-index]').first().waitFor();
  await pause(4_000);
}

async function measuredJob({ page, url, api }) {
  const { jobs } = await api('/jobs?connection=analyzer&state=succeeded&limit=1');
  await page.goto(`${url}/#/jobs/${jobs[0].id}`);
  await page.locator('canvas').first().waitFor();
  await page.waitForTimeout(1_000);
}

async function jobUnderWay({ page, url, api }) {
  const { jobs } = await api('/jobs?connection=otc-prod&state=running&limit=50');
  const parent = jobs.find(({ children, progress }) => children.length > 1 && progress?.percent < 60) ?? jobs[0];
  await page.goto(`${url}/#/jobs/${parent.id}`);
  await page.getByText('What happened').waitFor();
  await page.waitForTimeout(4_000);
}

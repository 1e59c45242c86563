import { parse } from 'node:querystring';
import { parseJobListQuery } from './job-list.query.js';
import { isSearch } from './job-list.search.js';

const DAY = '2026-01-01T00:00:00Z';

describe('a page of the list', () => {
  it.each([
    '',
    'limit=200&connection=dm-prod&provider=datameer',
    'state=running,failed',
    'state=active&sort=changedAt',
    `updatedSince=${DAY}&state=failed`,
    'sort=-startedAt',
    `sort=startedAt&startedAfter=${DAY}&startedBefore=${DAY}`,
  ])('is read from the index: %s', (query) => {
    expect(isSearch(parseJobListQuery(parse(query)))).toBe(false);
  });

  it.each([
    ...['sort=name', 'sort=-endedAt', 'sort=createdAt', 'sort=trackedAt'],
    ...['q=a', 'label=a:b', 'operation=a', 'severity=ok', 'observation=stale', 'kind=pointer', 'state=attention'],
    ...[`startedAfter=${DAY}`, `startedBefore=${DAY}&sort=changedAt`, `sort=startedAt&updatedSince=${DAY}`],
    ...['sort=startedAt&state=running', 'sort=startedAt&kind=run', 'state=running&q=a'],
  ])('is looked for job by job: %s', (query) => {
    expect(isSearch(parseJobListQuery(parse(query)))).toBe(true);
  });
});

import { PAGE } from './promises.page.js';
import { faultsOfRoutes, type Paths } from './promises.routes.js';
import { read } from './repository.js';

const API: Paths = { paths: { '/jobs': { get: {}, post: {} }, '/jobs/{id}': { get: {} } } };
const SAID = '- **a.list** `GET /jobs?limit=1` lists.\n- **a.track** `POST /jobs` with `{"id"}`.\n\n`GET /jobs/{id}`\n';

describe('the page of promises', () => {
  it('speaks of every route of the API, and of no other one', () => {
    expect(faultsOfRoutes(read(PAGE), JSON.parse(read('docs/openapi.json')) as Paths)).toEqual([]);
  });
});

describe('the check of its routes', () => {
  it('accepts a page that names each of them', () => {
    expect(faultsOfRoutes(SAID, API)).toEqual([]);
    expect(faultsOfRoutes(SAID.replace('{id}', '<connection>~<key>'), API)).toEqual([]);
    expect(faultsOfRoutes(`${SAID}\`GET /docs\``, API)).toEqual([]);
  });

  it.each([
    ['another method is named', SAID.replace('`POST', '`GET'), ['nothing is said of POST /jobs']],
    ['only a longer path is named', SAID.replace('`GET /jobs?limit=1`', ''), ['nothing is said of GET /jobs']],
    ['only prose names it', SAID.replace('`POST /jobs`', 'POST /jobs'), ['nothing is said of POST /jobs']],
    ['a route has gone', `${SAID}\`DELETE /jobs/{id}\``, ['there is no DELETE /jobs/{id}']],
  ])('finds it when %s', (_, page, faults) => {
    expect(faultsOfRoutes(page, API)).toEqual(faults.map((fault) => `${PAGE}: ${fault}`));
  });
});

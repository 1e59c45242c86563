import { jest } from '@jest/globals';
import { GatewayScene, KEYS, type RunningGateway } from '../../test/gateway.scene.js';
import { RawConnection, type RawAnswer } from '../../test/raw-exchange.js';
import { endedRecord, runningRecord } from '../../test/records.js';

jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;
const now = Date.now();
const seen = { observedAt: now - 90_500, attemptedAt: now - 90_500, nextCheckAt: now + HOUR_MS };
const settled = { observedAt: now - 90_500, attemptedAt: now - 90_500, nextCheckAt: null };

/** What can be told apart in an answer about a job, one of each. */
const JOBS = {
  running: runningRecord({ key: '1', observation: seen }),
  ended: endedRecord({
    key: '2',
    expiresAt: now + HOUR_MS,
    result: { bytes: 9, digest: 'd', inline: { id: 7 } },
    observation: settled,
  }),
  soonForgotten: endedRecord({ key: '3', expiresAt: now + 20_000, observation: settled }),
  foreignWords: runningRecord({
    key: '4',
    name: 'Größe 😀 <b>"x"</b>\u2028',
    labels: { größe: 'ß' },
    observation: seen,
  }),
  lost: endedRecord({
    key: '5',
    state: 'lost',
    stateReason: 'not-found',
    severity: 'error',
    expiresAt: now + HOUR_MS,
    observation: settled,
  }),
  unreachable: runningRecord({ key: '6', observation: { ...seen, status: 'unreachable', failures: 3 } }),
  neverSeen: runningRecord({ key: '7', state: 'unknown', observation: { ...seen, status: 'never', observedAt: null } }),
  due: runningRecord({ key: '8', observation: { ...seen, nextCheckAt: now - 500 } }),
  overdue: runningRecord({ key: '9', observation: { ...seen, nextCheckAt: now - HOUR_MS } }),
  encoded: runningRecord({ key: 'path-/Data/x y.imp', observation: seen }),
  pointer: runningRecord({ key: 'config-88', kind: 'pointer', targetKey: '1', observation: seen }),
  otherTenant: runningRecord({
    connection: 'hmc-lab',
    key: '86e44546-107f-11e1-bde0-0010184c8334',
    provider: 'ibm-hmc',
    observation: seen,
  }),
};

const BEARER = `Authorization: Bearer ${KEYS.reader}`;
const FIRST = 'in front of Node.js';
const FRONT = 'in front of the framework';
const FRAMEWORK = 'by the framework';
const AT = `/jobs/${JOBS.running.id}`;

type Place = typeof FIRST | typeof FRONT | typeof FRAMEWORK;
type Case = [string, Place, string, string, string[]];

const CASES: Case[] = [
  ...Object.entries(JOBS).flatMap(([name, { id, revision }]): Case[] => [
    [`a ${name} job`, FIRST, 'GET', `/jobs/${id}`, [BEARER]],
    [`HEAD of a ${name} job`, FRONT, 'HEAD', `/jobs/${id}`, [BEARER]],
    [`a ${name} job that the caller may have`, FIRST, 'GET', `/jobs/${id}`, [BEARER, `If-None-Match: W/"${revision}"`]],
  ]),
  ['a strong tag', FIRST, 'GET', AT, [BEARER, 'If-None-Match: "2"']],
  ['another tag', FIRST, 'GET', AT, [BEARER, 'If-None-Match: W/"22"']],
  ['HEAD with the tag', FRONT, 'HEAD', AT, [BEARER, 'If-None-Match: W/"2"']],
  ['any tag', FRAMEWORK, 'GET', AT, [BEARER, 'If-None-Match: *']],
  ['several tags', FRAMEWORK, 'GET', AT, [BEARER, 'If-None-Match: "1", W/"2"']],
  ['several tags in several fields', FRAMEWORK, 'GET', AT, [BEARER, 'If-None-Match: "1"', 'If-None-Match: W/"2"']],
  ['no tag at all', FRAMEWORK, 'GET', AT, [BEARER, 'If-None-Match: 2']],
  ['a date', FRAMEWORK, 'GET', AT, [BEARER, 'If-Modified-Since: Sun, 22 Nov 2099 08:00:00 GMT']],
  [
    'a tag and a date',
    FRAMEWORK,
    'GET',
    AT,
    [BEARER, 'If-None-Match: "1"', 'If-Modified-Since: Sun, 22 Nov 2099 08:00:00 GMT'],
  ],
  ['JSON wanted', FIRST, 'GET', AT, [BEARER, 'Accept: application/json']],
  ['anything wanted', FIRST, 'GET', AT, [BEARER, 'Accept: */*']],
  ['what axios wants', FIRST, 'GET', AT, [BEARER, 'ACCEPT: application/json, text/plain, */*']],
  [
    'what a browser wants',
    FIRST,
    'GET',
    AT,
    [BEARER, 'accept: text/html,application/xhtml+xml,*/*;q=0.8', 'Accept-Encoding: gzip, br', 'Accept-Language: de'],
  ],
  ['events wanted', FRAMEWORK, 'GET', AT, [BEARER, 'Accept: text/event-stream']],
  ['problems wanted', FRAMEWORK, 'GET', AT, [BEARER, 'Accept: application/problem+json']],
  ['nothing wanted', FRAMEWORK, 'GET', AT, [BEARER, 'Accept:']],
  ['an age that is borne', FRAMEWORK, 'GET', AT, [BEARER, 'Cache-Control: max-age=3600']],
  ['nobody to be asked', FRAMEWORK, 'GET', AT, [BEARER, 'Cache-Control: only-if-cached']],
  ['strict handling', FRAMEWORK, 'GET', AT, [BEARER, 'Prefer: handling=strict']],
  ['a range', FIRST, 'GET', AT, [BEARER, 'Range: bytes=0-9']],
  ['the key as X-API-Key', FIRST, 'GET', AT, [`x-api-key: ${KEYS.reader}`]],
  ['the key in both fields', FIRST, 'GET', AT, [BEARER, `X-Api-Key: ${KEYS.reader}`]],
  ['two keys', FRAMEWORK, 'GET', AT, [BEARER, `X-API-Key: ${KEYS.narrow}`]],
  ['the key twice', FRAMEWORK, 'GET', AT, [BEARER, BEARER]],
  ['the API key twice', FRAMEWORK, 'GET', AT, [`X-API-Key: ${KEYS.reader}`, `X-API-Key: ${KEYS.reader}`]],
  ['a scheme in capitals', FRONT, 'GET', AT, [`AUTHORIZATION: BEARER   ${KEYS.reader}  `]],
  ['no key', FRAMEWORK, 'GET', AT, []],
  ['a bad key', FRAMEWORK, 'GET', AT, ['Authorization: Bearer nobody']],
  ['a key without the scope', FRAMEWORK, 'GET', AT, [`Authorization: Bearer ${KEYS.tracker}`]],
  ['the own tenant', FIRST, 'GET', AT, [`Authorization: Bearer ${KEYS.narrow}`]],
  ['another tenant', FRAMEWORK, 'GET', `/jobs/${JOBS.otherTenant.id}`, [`Authorization: Bearer ${KEYS.narrow}`]],
  [
    'another tenant, conditional',
    FRAMEWORK,
    'GET',
    `/jobs/${JOBS.otherTenant.id}`,
    [`Authorization: Bearer ${KEYS.narrow}`, 'If-None-Match: W/"2"'],
  ],
  ['an unknown connection', FRAMEWORK, 'GET', '/jobs/no-such~1', [BEARER]],
  ['a key of no form', FRAMEWORK, 'GET', '/jobs/dm-prod~abc', [BEARER]],
  ['no id', FRAMEWORK, 'GET', '/jobs/nonsense', [BEARER]],
  ['an encoding that is not canonical', FRAMEWORK, 'GET', '/jobs/dm-prod~~MQ', [BEARER]],
  ['a percent-encoded id', FRAMEWORK, 'GET', '/jobs/dm-prod%7E1', [BEARER]],
  ['a broken encoding', FRAMEWORK, 'GET', '/jobs/dm-prod~%zz', [BEARER]],
  ['the path in capitals', FRAMEWORK, 'GET', `/JOBS/${JOBS.running.id}`, [BEARER]],
  ['a slash behind', FRAMEWORK, 'GET', `${AT}/`, [BEARER]],
  ['an absolute address', FRAMEWORK, 'GET', `http://gateway${AT}`, [BEARER]],
  ['a query', FRAMEWORK, 'GET', `${AT}?view=minimal`, [BEARER]],
  ['an empty query', FRAMEWORK, 'GET', `${AT}?`, [BEARER]],
  ['a detail', FRAMEWORK, 'GET', `${AT}/history`, [BEARER]],
  ['the list', FRONT, 'GET', '/jobs', [BEARER]],
  ['the list with an empty query', FRONT, 'GET', '/jobs?', [BEARER]],
  ['a list by filter', FRONT, 'GET', '/jobs?connection=dm-prod&state=active,succeeded&limit=2', [BEARER]],
  ['a list by repeated parameters', FRONT, 'GET', '/jobs?state=running&state=lost&kind=run', [BEARER]],
  ['a list by text', FRONT, 'GET', '/jobs?connection=dm-prod&q=Gr%C3%B6%C3%9Fe+%F0%9F%98%80', [BEARER]],
  ['a list in another order', FRONT, 'GET', '/jobs?sort=startedAt&label=gr%C3%B6%C3%9Fe:%C3%9F', [BEARER]],
  ['a list with a tag', FRONT, 'GET', '/jobs', [BEARER, 'If-None-Match: "1"']],
  ['the list of one tenant', FRONT, 'GET', '/jobs', [`Authorization: Bearer ${KEYS.narrow}`]],
  ['the list of what the caller does not see', FRONT, 'GET', '/jobs?connection=hmc-lab', [`X-API-Key: ${KEYS.narrow}`]],
  ['the head of the list', FRAMEWORK, 'HEAD', '/jobs', [BEARER]],
  ['a list with faults', FRAMEWORK, 'GET', '/jobs?state=done&limit=x', [BEARER]],
  ['a list from no place', FRAMEWORK, 'GET', '/jobs?cursor=nonsense', [BEARER]],
  ['the list without a key', FRAMEWORK, 'GET', '/jobs', []],
  ['the list without the scope', FRAMEWORK, 'GET', '/jobs', [`Authorization: Bearer ${KEYS.tracker}`]],
  ['a list with a slash behind', FRAMEWORK, 'GET', '/jobs/', [BEARER]],
  ['counts', FRAMEWORK, 'GET', '/jobs/summary?groupBy=state', [BEARER]],
  ['another method', FRAMEWORK, 'OPTIONS', AT, [BEARER]],
  ['an old body', FRAMEWORK, 'GET', AT, [BEARER, 'Content-Length: 0']],
  ['the connection to be closed', FRONT, 'GET', AT, [BEARER, 'Connection: close']],
];

describe('a response of the fast path', () => {
  let scene: GatewayScene;
  let hot: RunningGateway;
  let plain: RunningGateway;

  beforeAll(async () => {
    scene = await GatewayScene.open();
    [hot, plain] = [
      await scene.start({ answers: 'in front of Node.js' }),
      await scene.start({ answers: 'by the framework' }),
    ];
    for (const record of Object.values(JOBS)) await scene.put(record);
  });
  afterAll(() => scene.close());

  it.each(CASES)('is that of the framework, byte by byte: %s (%s)', async (_name, place, method, target, fields) => {
    /** On a new connection; `inNode`: on one that Node.js has had since its first request. */
    const ask = async ({ url }: RunningGateway, inNode = false) => {
      const connection = new RawConnection(url);
      try {
        if (inNode) await connection.ask('HEAD', AT, [BEARER]);
        return shown(await connection.ask(method, target, fields));
      } finally {
        connection.close();
      }
    };
    // Ages and dates move on. What the framework says before and after holds in between.
    for (;;) {
      const expected = [await ask(plain), await ask(plain)];
      const before = [hot.readByNode(), hot.handedOver()];
      const first = [await ask(hot), await ask(hot)];
      const counts = [hot.readByNode() - before[0]!, hot.handedOver() - before[1]!];
      const later = [await ask(hot, true), await ask(hot, true)];
      expected.push(await ask(plain));
      if (new Set(expected).size > 1) continue;
      expect(new Set([...first, ...later])).toEqual(new Set(expected));
      expect(counts).toEqual({ [FIRST]: [0, 0], [FRONT]: [2, 0], [FRAMEWORK]: [2, 2] }[place]);
      expect(hot.handedOver() - before[1]!).toBe(place === FRAMEWORK ? 4 : 0);
      return;
    }
  });

  it('leaves the connection to further requests, pipelined ones too', async () => {
    const connection = new RawConnection(hot.url);
    const answers: number[] = [];
    for (const method of ['GET', 'HEAD', 'GET']) answers.push((await connection.ask(method, AT, [BEARER])).status);
    answers.push((await connection.ask('GET', AT, [BEARER, 'If-None-Match: W/"2"'])).status);
    const request = `GET ${AT} HTTP/1.1\r\nHost: x\r\n${BEARER}\r\n\r\n`;
    const other = `GET ${AT}?view=minimal HTTP/1.1\r\nHost: x\r\n${BEARER}\r\n\r\n`;
    const [first] = [
      await connection.ask('GET', `${AT} HTTP/1.1\r\nHost: x\r\n${BEARER}\r\n\r\n${other}${request}GET ${AT}`, [
        BEARER,
      ]),
    ];
    const rest = [await connection.answer('GET'), await connection.answer('GET'), await connection.answer('GET')];
    connection.close();
    expect(answers).toEqual([200, 200, 200, 304]);
    expect(
      [first!, ...rest].map(({ body }) => JSON.parse(body.toString()) as { id: string }).map(({ id }) => id),
    ).toEqual(Array.from({ length: 4 }, () => JOBS.running.id));
    expect(rest[0]!.body.length).toBeLessThan(first!.body.length);
  });
});

function shown({ head, body }: RawAnswer): string {
  return [...head, '', body.toString('utf8')].join('\n');
}

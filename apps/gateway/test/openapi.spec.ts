import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { breaksOf, unannounced } from '../../../scripts/openapi/openapi.breaks.mjs';
import { Stage } from '../../../test/stage/index.js';
import { ROOT } from '../../../test/stage/repository.js';
import { JOB_EXAMPLE } from '../src/jobs/job.example.js';
import { PROBLEMS } from '../src/problems/problem.catalog.js';
import { ApiSchema, type ApiDocument } from './api.schema.js';

let stage: Stage;
let api: ApiSchema;
const committed = JSON.parse(readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8')) as ApiDocument;

// The document is as the compiler plugin makes it: it can be had of a built gateway alone.
beforeAll(async () => {
  stage = await Stage.open({ workers: 1 });
  const { body } = await stage.client(null).get<ApiDocument>('/openapi.json');
  api = new ApiSchema(body);
}, 60_000);

afterAll(() => stage.close());

describe('the OpenAPI document', () => {
  it('is found faultless by Redocly', async () => {
    const file = join(stage.folder, 'openapi.json');
    await writeFile(file, JSON.stringify(api.document));
    const args = [join(ROOT, 'node_modules/@redocly/cli/bin/cli.js'), 'lint', '--config', join(ROOT, 'redocly.yaml')];
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
    await promisify(execFile)(process.execPath, [...args, file], { env, cwd: ROOT });
  }, 60_000);

  it('is the one that is committed; `npm run openapi` writes it anew', () => {
    expect(api.document).toEqual(committed);
  });

  it('breaks nobody who relies on the committed one, unless the changelog says so under Breaking', () => {
    const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
    expect(unannounced(breaksOf(committed, api.document), changelog)).toEqual([]);
  });

  it('[gateway.openapi-yaml] says the same in YAML', async () => {
    const { parse } = await import('yaml');
    const { text, headers } = await stage.client(null).get('/openapi.yaml');
    expect(headers['content-type']).toBe('application/yaml; charset=utf-8');
    expect(parse(text)).toEqual(api.document);
  });

  it('is OpenAPI 3.1 without keywords of 3.0, of this version of the product, in one screen', () => {
    expect(api.document.openapi).toBe('3.1.0');
    expect(JSON.stringify(api.document)).not.toContain('"nullable"');
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(api.document.info.version).toBe(version);
    expect(api.document.info.description.split('\n').length).toBeLessThan(30);
  });

  it('names every operation once, in a form that makes a good method', () => {
    const names = api.operations().map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+[A-Z][A-Za-z]+$/);
    expect(names).toEqual(expect.arrayContaining(['listJobs', 'trackJob', 'readJob', 'describeJob', 'untrackJob']));
  });

  it('says of every operation what it does, and of every parameter what it means', () => {
    for (const { operation } of api.operations()) {
      expect([operation.operationId, operation.summary]).toEqual([operation.operationId, expect.stringMatching(/\.$/)]);
      expect(operation.tags).toHaveLength(1);
      const silent = operation.parameters.filter(({ name, description }) => name !== 'code' && !description);
      expect([operation.operationId, silent]).toEqual([operation.operationId, []]);
    }
  });

  it('has a description, a schema and a fitting example for every answer and every body', () => {
    for (const { operation } of api.operations()) {
      const bodies = Object.values(operation.responses).flatMap(({ content = {} }) => Object.values(content));
      for (const media of [...bodies, ...Object.values(operation.requestBody?.content ?? {})]) {
        const examples = media.examples ? Object.values(media.examples).map(({ value }) => value) : [media.example];
        expect(examples.length).toBeGreaterThan(0);
        for (const example of examples) {
          expect(example).toBeDefined();
          expect([operation.operationId, api.faultsOf(media.schema, example)]).toEqual([operation.operationId, []]);
        }
      }
      for (const { description } of Object.values(operation.responses)) expect(description).not.toBe('');
    }
  });

  it('has a fitting example for every header', () => {
    for (const [name, { schema, example }] of Object.entries(api.document.components.headers)) {
      expect([name, api.faultsOf(schema, example)]).toEqual([name, []]);
    }
  });

  it('foresees a problem for whatever can go wrong with a caller', () => {
    for (const { operation } of api.operations()) {
      const isPublic = operation.security?.length === 0;
      const statuses = Object.keys(operation.responses);
      expect([operation.operationId, statuses]).toEqual([
        operation.operationId,
        expect.arrayContaining(isPublic ? ['500'] : ['401', '403', '500', '503']),
      ]);
      if (operation.requestBody) expect(statuses).toEqual(expect.arrayContaining(['400', '413', '415']));
    }
  });

  it('shows problems under the codes and statuses of the catalog', () => {
    for (const { operation } of api.operations()) {
      for (const [status, { content }] of Object.entries(operation.responses)) {
        for (const code of Object.keys(content?.['application/problem+json']?.examples ?? {})) {
          expect([code, PROBLEMS[code as keyof typeof PROBLEMS].status]).toEqual([code, Number(status)]);
        }
      }
    }
  });

  it('requires every member of a job but the one that a view adds', () => {
    const { required, properties } = api.document.components.schemas['Job'] as {
      required: string[];
      properties: object;
    };
    expect(Object.keys(properties)).toEqual([...Object.keys(JOB_EXAMPLE), 'raw']);
    expect(required).toEqual(Object.keys(JOB_EXAMPLE));
  });
});

describe('what the gateway answers is what the document says', () => {
  it('of jobs of every upstream, from tracking to the end', async () => {
    const client = stage.client();
    const pointers = { 'sbc-edge': 'last', 'dm-prod': 'config-999999' };
    for (const [connection, key] of Object.entries(pointers)) {
      const answer = await client.post('/jobs', { connection, key, labels: { team: 'bi' } });
      expect(api.faultsOfAnswer('trackJob', answer)).toEqual([]);
      expect(api.faultsOfAnswer('trackJob', await client.post('/jobs', { connection, key }))).toEqual([]);
      const id = `${connection}~${key}`;
      for (const query of ['', '?view=full', '?view=minimal']) {
        const read = await client.read(id, { 'cache-control': 'no-cache' }, query);
        expect(api.faultsOfAnswer('readJob', read)).toEqual([]);
      }
      const patched = await client.patch(`/jobs/${id}`, { labels: { team: null, stage: 'test' } });
      expect(api.faultsOfAnswer('describeJob', patched)).toEqual([]);
      expect(api.faultsOfAnswer('readJobHistory', await client.get(`/jobs/${id}/history`))).toEqual([]);
      expect(api.faultsOfAnswer('explainJob', await client.get(`/jobs/${id}/explain`))).toEqual([]);
      expect(api.faultsOfAnswer('readJobResult', await client.get(`/jobs/${id}/result`))).toEqual([]);
      const batch = await client.post('/jobs/batch', { ids: [id, 'nowhere~9'], ifRevision: { [id]: 0 } });
      expect(api.faultsOfAnswer('readJobs', batch)).toEqual([]);
      const etag = String((await client.read(id)).headers['etag']);
      expect(api.faultsOfAnswer('readJob', await client.read(id, { 'if-none-match': etag }))).toEqual([]);
      expect(api.faultsOfAnswer('untrackJob', await client.delete(`/jobs/${id}`))).toEqual([]);
    }
  });

  it.each([
    ['listJobs', '/jobs', 200],
    ['listJobs', '/jobs?limit=0', 400],
    ['listJobs', '/jobs?cursor=x', 400],
    ['summarizeJobs', '/jobs/summary', 200],
    ['summarizeJobs', '/jobs/summary?groupBy=provider,state&state=active', 200],
    ['summarizeJobs', '/jobs/summary?groupBy=team', 400],
    ['readJob', '/jobs/nothing', 400],
    ['readJob', '/jobs/dm-prod~987654', 404],
    ['readJob', '/jobs/nowhere~9', 404],
    ['readJobResult', '/jobs/dm-prod~987654/result', 404],
    ['streamEvents', '/events?format=json&connection=dm-prod', 200],
    ['streamEvents', '/events?format=xml', 400],
    ['streamJobEvents', '/jobs/sbc-edge~last/events?format=json', 200],
    ['streamJobEvents', '/jobs/nothing/events', 400],
    ['streamJobEvents', '/jobs/dm-prod~987654/events', 404],
    ['listConnections', '/connections', 200],
    ['readConnection', '/connections/dm-prod', 200],
    ['readConnection', '/connections/nowhere', 404],
    ['checkLive', '/health/live', 200],
    ['checkReady', '/health/ready', 200],
    ['readMetrics', '/metrics', 200],
    ['readOpenApi', '/openapi.json', 200],
    ['readOpenApiYaml', '/openapi.yaml', 200],
    ['listProblems', '/problems', 200],
    ['explainProblem', '/problems/invalid-job-id', 200],
    ['explainProblem', '/problems/nothing', 404],
  ])('of %s at %s: %d', async (operationId, path, status) => {
    const answer = await stage.client().get(path);
    expect(answer.status).toBe(status);
    expect(api.faultsOfAnswer(operationId, answer)).toEqual([]);
  });

  it('of callers without a key, or without the scope', async () => {
    expect(api.faultsOfAnswer('listJobs', await stage.client(null).get('/jobs'))).toEqual([]);
    const refused = await stage.client('reader').post('/jobs', { id: 'dm-prod~9' });
    expect(refused.status).toBe(403);
    expect(api.faultsOfAnswer('trackJob', refused)).toEqual([]);
  });
});

describe('Swagger UI', () => {
  it('comes from this process alone', async () => {
    const { text, headers } = await stage.client(null).get('/docs');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source!);
    expect(sources.length).toBeGreaterThan(3);
    expect(text.length).toBeLessThan(2_000);
    for (const source of sources) {
      expect(source).toMatch(/^\.\//);
      const file = await stage.client(null).get(`/${source.replace('./', '')}`);
      expect([source, file.status]).toEqual([source, 200]);
    }
    expect(text).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
  });

  it('stores no key, and sends the document nowhere', async () => {
    const { text } = await stage.client(null).get('/docs/jobgate.js');
    expect(text).toContain('persistAuthorization: false');
    expect(text).toContain('validatorUrl: null');
    expect(text).toContain("url: './openapi.json'");
  });

  it.each([
    'README.md',
    'package.json',
    'swagger-ui-bundle.js.map',
    'swagger-ui.js',
    'index.html',
    '..%2Fpackage.json',
  ])('serves nothing of its package that the page does not need: %s', async (name) =>
    expect((await stage.client(null).get(`/docs/${name}`)).status).toBe(404),
  );

  it('is found from its folder as well', async () => {
    const { status, headers } = await stage.client(null).get('/docs/');
    expect([status, headers['location']]).toEqual([308, '../docs']);
  });
});

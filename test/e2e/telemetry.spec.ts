import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { eventually, KEYS, Stage } from '../stage/index.js';
import { ROOT } from '../stage/repository.js';
import type { StageProcess } from '../stage/stage.process.js';
import { TraceCollector } from '../stage/trace.collector.js';

jest.setTimeout(90_000);

const RULES = 'deploy/prometheus/jobgate.rules.yml';
const SCRAPE = 'deploy/prometheus/prometheus.yml';
const DASHBOARD = 'deploy/grafana/jobgate.dashboard.json';
const PROMTOOL = ['/usr/bin/promtool', '/usr/local/bin/promtool'].find((path) => existsSync(path)) ?? null;
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

let stage: Stage;
let collector: TraceCollector;

beforeAll(async () => {
  collector = await TraceCollector.open();
  stage = await Stage.open({
    configure: (configuration) => {
      configuration.worker = { port: 0 };
      configuration.telemetry = { traces: { otlpUrl: collector.url, sampleRatio: 0 } };
    },
  });
});
afterAll(async () => {
  await stage?.close();
  await collector?.close();
});

const workerUrl = async () => String((await stage.worker.waitForLog('worker listening'))['url']);

async function metricsOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${KEYS.reader}` } });
  expect(answer.status).toBe(200);
  return answer.text();
}

describe('what Prometheus and Grafana are given', () => {
  /** Names of series, with those that a histogram makes of itself. */
  const namesIn = (text: string) =>
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name, type]) =>
      type === 'histogram' ? [`${name!}_bucket`, `${name!}_sum`, `${name!}_count`] : [name!],
    );
  const asked = (expression: string) => expression.match(/\b(?:jobgate|nodejs|process)_\w+/g) ?? [];

  it('uses only metrics that a gateway and a worker expose', async () => {
    const told = new Set([
      ...namesIn(await metricsOf(stage.gateway.url)),
      ...namesIn(await metricsOf(await workerUrl())),
    ]);
    const { groups } = parse(read(RULES)) as { groups: { rules: { alert: string; expr: string }[] }[] };
    const { panels } = JSON.parse(read(DASHBOARD)) as { panels: { title: string; targets?: { expr: string }[] }[] };
    const expressions = [
      ...groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => [alert, expr] as const)),
      ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
    ];
    expect(expressions.length).toBeGreaterThan(30);
    const missing = expressions.flatMap(([place, expr]) =>
      asked(expr)
        .filter((name) => !told.has(name))
        .map((name) => [place, name]),
    );
    expect(missing).toEqual([]);
    // All of ours are asked for by somebody, or stand here with the reason.
    const used = new Set(expressions.flatMap(([, expr]) => asked(expr)));
    const ours = [...told].filter((name) => name.startsWith('jobgate_') && !/_(sum|count)$/.test(name));
    expect(ours.filter((name) => !used.has(name)).sort()).toEqual([
      'jobgate_connection_info',
      // Deprecated: jobgate_connections_leased replaces it.
      'jobgate_connections_in_care',
      'jobgate_push_connected',
      'jobgate_schedule_jobs',
      'jobgate_upstream_latency_seconds',
      'jobgate_upstream_throttled',
    ]);
  });

  it('is sound: alerts with a meaning, and to Prometheus itself where it is installed', async () => {
    const { groups } = parse(read(RULES)) as { groups: { rules: Record<string, Record<string, string>>[] }[] };
    for (const { alert, labels, annotations } of groups.flatMap(({ rules }) => rules)) {
      expect([alert, labels?.['severity']]).toEqual([alert, expect.stringMatching(/^(info|warning|critical)$/)]);
      expect([alert, Object.keys(annotations ?? {})]).toEqual([alert, ['summary', 'description']]);
    }
    if (PROMTOOL === null) return;
    await promisify(execFile)(PROMTOOL, ['check', 'rules', join(ROOT, RULES)]);
    await promisify(execFile)(PROMTOOL, ['check', 'config', '--syntax-only', join(ROOT, SCRAPE)]);
  });
});

describe('a trace that a caller sends along', () => {
  it('goes through gateway and worker to the upstream, and nothing else is traced', async () => {
    const [traceId, callerSpan] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
    const key = await stage.simulator.of('ibm-hmc').add({ durationMs: 1, outcome: 'stuck' });
    await stage.client().get('/connections');
    const answer = await stage.client().get(`/jobs/hmc-lab~${key}`, { traceparent: `00-${traceId}-${callerSpan}-01` });
    expect(answer.status).toBe(200);
    const spans = await eventually(() => {
      const services = collector.spans.map(({ service, name }) => `${service} ${name}`);
      expect(services).toEqual(
        expect.arrayContaining([
          'jobgate-gateway GET /jobs/{id}',
          'jobgate-worker observe',
          'jobgate-worker GET upstream',
        ]),
      );
      return collector.spans;
    });
    expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
    const named = (name: string) => spans.find((span) => span.name === name)!;
    const [served, observed, called] = ['GET /jobs/{id}', 'observe', 'GET upstream'].map(named);
    expect(served!.parentSpanId).toBe(callerSpan);
    expect(observed!.parentSpanId).toBe(served!.spanId);
    expect(called!.parentSpanId).toBe(observed!.spanId);
  });

  it('that nobody takes keeps neither callers nor the end of a process waiting', async () => {
    const traced = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
    const key = await stage.simulator.of('ibm-hmc').add({ durationMs: 1, outcome: 'stuck' });
    const look = async () => {
      const startedAt = performance.now();
      const { status } = await stage.client().get(`/jobs/hmc-lab~${key}`, { ...traced, 'cache-control': 'no-cache' });
      return { status, isSoon: performance.now() - startedAt < 2_000 };
    };
    await look();
    const timeToEnd = async (process: StageProcess) => {
      const startedAt = performance.now();
      process.signal('SIGTERM');
      expect(await process.exited).toEqual({ code: 0, signal: null });
      return performance.now() - startedAt;
    };

    collector.isSilent = true;
    for (let nth = 0; nth < 20; nth += 1) expect(await look()).toEqual({ status: 200, isSoon: true });
    expect(await timeToEnd(stage.worker)).toBeLessThan(10_000);
    await collector.close();
    expect(await stage.client().get('/connections', traced)).toMatchObject({ status: 200 });
    expect(await timeToEnd(stage.gateway)).toBeLessThan(10_000);
  });
});

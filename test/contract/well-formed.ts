import { JOB_STATES, TROUBLE_KINDS, type Observation, type Trouble } from '#libs/jobs';
import type { Exchange } from '#libs/upstream';

const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_MESSAGE = 200;

/** What holds for every observation of every provider. */
export function expectWellFormedObservation(observation: Observation): void {
  const { state, upstreamState, rule, progress, anomalies, children, target } = observation;
  if (state === null) expect(anomalies?.map(({ code }) => code)).toContain('unmapped-state');
  else expect(JOB_STATES).toContain(state);
  expect(upstreamState === null || typeof upstreamState === 'string').toBe(true);
  expect(rule).toMatch(/\w/);
  for (const moment of [observation.createdAt, observation.startedAt, observation.endedAt]) expectMoment(moment);
  for (const child of children ?? []) {
    expect(JOB_STATES).toContain(child.state);
    expectMoment(child.startedAt);
    expectMoment(child.endedAt);
  }
  for (const { code } of anomalies ?? []) expect(code).toMatch(KEBAB_CASE);
  if (progress) {
    expect(progress.percent ?? 0).toBeGreaterThanOrEqual(0);
    expect(progress.percent ?? 0).toBeLessThanOrEqual(100);
    expectMoment(progress.estimatedEndAt);
  }
  if (target) expectWellFormedObservation(target.observation);
}

/** What holds for every trouble of every provider; `key` and the upstream's texts must not be in it. */
export function expectWellFormedTrouble(trouble: Trouble, key: string): void {
  expect(TROUBLE_KINDS).toContain(trouble.kind);
  expect(trouble.code).toMatch(KEBAB_CASE);
  expect(trouble.message).toMatch(/^[A-Z].*\.$/);
  expect(trouble.message.length).toBeLessThan(LONGEST_MESSAGE);
  if (key.length > 5) expect(trouble.message).not.toContain(key);
  expect(trouble.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0);
}

export function expectWellFormedExchange(exchange: Exchange | null): void {
  if (exchange === null) return;
  expect(exchange.method).toMatch(/^[A-Z]+$/);
  expect(exchange.target).toMatch(/^(\/|https?:)\S*$/);
  expect(exchange.milliseconds).toBeGreaterThanOrEqual(0);
}

/** No secret in clear, percent-encoded or in base64. */
export function expectNoSecret(value: unknown, secrets: readonly string[]): void {
  const text = JSON.stringify(value) ?? '';
  for (const secret of secrets) {
    const spellings = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
    const leaked = spellings.some((spelling) => text.includes(JSON.stringify(spelling).slice(1, -1)));
    if (leaked) throw new Error('A secret stands in what leaves the provider.');
  }
}

function expectMoment(moment: number | null | undefined): void {
  expect(moment === undefined || moment === null || Number.isSafeInteger(moment)).toBe(true);
}

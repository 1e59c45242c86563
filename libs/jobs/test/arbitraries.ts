import fc from 'fast-check';
import {
  JOB_STATES,
  SEVERITIES,
  trouble,
  TROUBLE_KINDS,
  type CancelOutcome,
  type ChildJob,
  type Description,
  type Observation,
  type Trouble,
} from '../src/index.js';
import { BEGIN, DAY, MINUTE, SECOND } from './scenes.js';

/** What an upstream may say; that a job is lost is concluded, never said. */
const state = fc.constantFrom(null, ...JOB_STATES.filter((one) => one !== 'lost'));
const moment = fc.option(fc.integer({ min: BEGIN - DAY, max: BEGIN + DAY }), { nil: null });
const text = fc.constantFrom('', 'a', 'b', 'ä\n"');
const json = fc.constantFrom<unknown[]>(null, 0, '', 'done', false, [], { rows: 1 }, { rows: [1, 2] });
const complaint = fc.record({ code: text, message: text });
const jobError = fc.option(fc.record({ code: fc.option(text), message: fc.option(text) }), { nil: null });
const count = fc.option(fc.nat(100), { nil: null });

const child: fc.Arbitrary<ChildJob> = fc.record({
  id: fc.option(text),
  operation: fc.option(text),
  state: fc.constantFrom(...JOB_STATES),
  severity: fc.constantFrom(...SEVERITIES),
  upstreamState: fc.option(text),
  error: jobError,
  result: json,
  startedAt: moment,
  endedAt: moment,
});

const progress = fc.record({
  percent: fc.option(fc.double({ min: 0, max: 100, noNaN: true }).map(Math.abs), { nil: null }),
  done: count,
  total: count,
  unit: fc.option(text),
  estimatedEndAt: moment,
});

const required = { state, upstreamState: fc.option(text), rule: text };

const facts = {
  severity: fc.constantFrom('warning', 'error'),
  operation: fc.option(text),
  name: fc.option(text),
  progress: fc.option(progress, { nil: null }),
  warnings: fc.array(complaint, { maxLength: 2 }),
  error: jobError,
  result: json,
  children: fc.array(child, { maxLength: 2 }),
  createdAt: moment,
  startedAt: moment,
  endedAt: moment,
  anomalies: fc.array(fc.record({ code: text, value: text }), { maxLength: 3 }),
  attribution: fc.constantFrom('exact', 'inferred'),
  upstreamId: text,
  upstreamUrl: fc.option(text),
} as const;

const plain = fc.record({ ...required, ...facts }, { requiredKeys: ['state', 'upstreamState', 'rule'] });
const target = fc.option(
  fc.record({ key: fc.constantFrom('1', '2'), observation: plain as fc.Arbitrary<Observation>, partial: fc.boolean() }),
  { nil: null },
);

/** Anything that an upstream may say, with any part of it left out. */
export const anyObservation = fc
  .record({ ...required, ...facts, target }, { requiredKeys: ['state', 'upstreamState', 'rule'] })
  .map((observed) => observed as Observation);

export const anyTrouble: fc.Arbitrary<Trouble> = fc
  .tuple(fc.constantFrom('not-found' as const, ...TROUBLE_KINDS), text)
  .map(([kind, code]) => trouble(kind, code, 'Trouble.'));

export const anyDescription = fc.record(
  {
    name: fc.option(text, { nil: null }),
    labels: fc.dictionary(fc.constantFrom('team', 'tier'), fc.option(text, { nil: null }), { noNullPrototype: true }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Description>;

/** How much later than the step before; now and then earlier, as answers overtake each other. */
export const anyDelay = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 2 * MINUTE }) },
  { weight: 1, arbitrary: fc.integer({ min: -MINUTE, max: 0 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, SECOND, DAY) },
);

export const anyCancelOutcome: fc.Arbitrary<CancelOutcome> = fc.record({
  became: fc.constantFrom(
    'acknowledged' as const,
    'ineffective' as const,
    'unsupported' as const,
    'rejected' as const,
    'ended' as const,
    'unknown' as const,
    'not-asked' as const,
  ),
  reason: fc.option(text, { nil: null }),
});

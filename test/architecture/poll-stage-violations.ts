import { breach, uses, type SeededViolation } from './violation.js';

const POLLING = 'libs/observer/src/polling';
const POLL_STAGES = ['claim', 'single-flight', 'fetch', 'translate', 'apply', 'plan', 'commit', 'publish'];

/** Each stage of a poll but the first imports the one before it. */
export const POLL_STAGE_VIOLATIONS: readonly SeededViolation[] = POLL_STAGES.slice(1).map((stage, index) => {
  const earlier = POLL_STAGES[index]!;
  const sentence = `${stage} imports ${earlier}, an earlier stage of a poll`;
  return breach(
    `poll-stage-${stage}`,
    sentence,
    `${POLLING}/${stage}.ts`,
    `${POLLING}/${earlier}.ts`,
    uses(`./${earlier}.js`),
  );
});

import type { History } from '../history/history.event.js';
import type { Truth } from '../truth/truth.js';
import { acknowledgedKept } from './acknowledged-kept.rule.js';
import { executedOnce } from './executed-once.rule.js';
import { cancelKept } from './cancel-kept.rule.js';
import { commandAnswered } from './command-answered.rule.js';
import { terminalImmutable } from './terminal-immutable.rule.js';
import { hiddenNotLeaked } from './hidden-not-leaked.rule.js';
import { convergedInTime } from './converged-in-time.rule.js';
import { lostConfirmed } from './lost-confirmed.rule.js';
import { noInternalError } from './no-internal-error.rule.js';
import { notModifiedTrue } from './not-modified-true.rule.js';
import { revisionForward } from './revision-forward.rule.js';
import type { Rule, Violation } from './rule.js';
import { stateTrue } from './state-true.rule.js';
import { streamsComplete } from './streams-complete.rule.js';
import { untrackedGone } from './untracked-gone.rule.js';
import { webhooksComplete } from './webhooks-complete.rule.js';
import { webhooksOrdered } from './webhooks-ordered.rule.js';

export const RULES: readonly Rule[] = [
  acknowledgedKept,
  untrackedGone,
  executedOnce,
  commandAnswered,
  cancelKept,
  revisionForward,
  stateTrue,
  terminalImmutable,
  lostConfirmed,
  notModifiedTrue,
  streamsComplete,
  webhooksComplete,
  webhooksOrdered,
  convergedInTime,
  hiddenNotLeaked,
  noInternalError,
];

/** All that a history breaks. Pure, and knows nothing of how the product works. */
export function violationsOf(history: History, truth: Truth, rules: readonly Rule[] = RULES): Violation[] {
  return rules.flatMap((rule) => rule.check(history, truth));
}

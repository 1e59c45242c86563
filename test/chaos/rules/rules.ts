import type { History } from '../history/history.event.js';
import type { Truth } from '../truth/truth.js';
import { acknowledgedKept } from './acknowledged-kept.rule.js';
import { actedOnce } from './acted-once.rule.js';
import { cancelKept } from './cancel-kept.rule.js';
import { commandAnswered } from './command-answered.rule.js';
import { endFrozen } from './end-frozen.rule.js';
import { hiddenUnseen } from './hidden-unseen.rule.js';
import { knownInTime } from './known-in-time.rule.js';
import { lostDenied } from './lost-denied.rule.js';
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
  actedOnce,
  commandAnswered,
  cancelKept,
  revisionForward,
  stateTrue,
  endFrozen,
  lostDenied,
  notModifiedTrue,
  streamsComplete,
  webhooksComplete,
  webhooksOrdered,
  knownInTime,
  hiddenUnseen,
  noInternalError,
];

/** All that a history breaks. Pure, and knows nothing of how the product works. */
export function violationsOf(history: History, truth: Truth, rules: readonly Rule[] = RULES): Violation[] {
  return rules.flatMap((rule) => rule.check(history, truth));
}

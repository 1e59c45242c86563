import {
  CANCELLATION_STATUSES,
  JOB_KINDS,
  JOB_STATES,
  OBSERVATION_SOURCES,
  OBSERVATION_STATUSES,
  SEVERITIES,
  STATE_FACTS,
  STATE_REASONS,
  TROUBLE_KINDS,
} from '#libs/jobs';
import { EVENT_NAMES } from '../events/event.message.js';
import { PROBLEMS } from '../problems/problem.catalog.js';

interface WordList {
  words: readonly string[];
  description: string;
}

/** The closed lists of words, each a schema of its own. A property that takes exactly these words refers to it. */
export const WORD_LISTS: Record<string, WordList> = {
  JobKind: {
    words: JOB_KINDS,
    description: '`run`: one execution upstream. `pointer`: "the latest run of …"; never terminal itself.',
  },
  JobState: {
    words: JOB_STATES,
    description: Object.entries(STATE_FACTS)
      .map(([state, { meaning, terminal }]) => `- \`${state}\`${terminal ? ' (terminal)' : ''}: ${meaning}`)
      .join('\n'),
  },
  StateReason: { words: STATE_REASONS, description: 'Why a job counts as `lost`.' },
  Severity: {
    words: SEVERITIES,
    description: '`warning`: ended well, with complaints. `error`: failed or lost.',
  },
  ObservationStatus: {
    words: OBSERVATION_STATUSES,
    description:
      'How well the job is known. `stale`: a check is overdue, or its answer could not be used. `never`: not looked at yet. Never an outcome of the job.',
  },
  ObservationSource: {
    words: OBSERVATION_SOURCES,
    description:
      'What made the gateway look: the schedule, a reader, a push message, a pointer, or a start of its own.',
  },
  TroubleKind: { words: TROUBLE_KINDS, description: 'Why an upstream could not be asked, or its answer not be used.' },
  CancellationStatus: {
    words: CANCELLATION_STATUSES,
    description: 'What became of a wish to cancel. `ineffective`: the job ended before the cancel took effect.',
  },
  EventName: { words: EVENT_NAMES, description: 'What an event tells; see `GET /events`.' },
  ProblemCode: { words: Object.keys(PROBLEMS), description: 'Each has a page under `/problems/<code>`.' },
};

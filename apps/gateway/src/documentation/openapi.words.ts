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
    description: '`run`: one execution upstream. `pointer`: an alias for the latest run; never terminal.',
  },
  JobState: {
    words: JOB_STATES,
    description: Object.entries(STATE_FACTS)
      .map(([state, { meaning, terminal }]) => `- \`${state}\`${terminal ? ' (terminal)' : ''}: ${meaning}`)
      .join('\n'),
  },
  StateReason: { words: STATE_REASONS, description: 'Why a job is `lost`.' },
  Severity: {
    words: SEVERITIES,
    description: '`warning`: ended with warnings. `error`: failed or lost.',
  },
  ObservationStatus: {
    words: OBSERVATION_STATUSES,
    description:
      'The freshness of the data. `stale`: a poll is overdue, or its response was unusable. `never`: not polled yet. Independent of the state of the job.',
  },
  ObservationSource: {
    words: OBSERVATION_SOURCES,
    description:
      'What triggered the observation: the schedule, a reader, a push message, a pointer, or a start by the gateway.',
  },
  TroubleKind: {
    words: TROUBLE_KINDS,
    description: 'Why an upstream could not be called, or its response was unusable.',
  },
  CancellationStatus: {
    words: CANCELLATION_STATUSES,
    description: 'The status of a cancel request. `ineffective`: the job ended before the cancel took effect.',
  },
  EventName: { words: EVENT_NAMES, description: 'The type of an event; see `GET /events`.' },
  ProblemCode: { words: Object.keys(PROBLEMS), description: 'Each has a page under `/problems/<code>`.' },
};

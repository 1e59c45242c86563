import type { JobBook, PresentJob } from '../job.book.js';
import type { JobMoment } from '../job.moment.js';
import { element, escapeXml, xmlAnswer, type Envelope } from './oracle-sbc.answers.js';
import type { OracleSbcSettings } from './oracle-sbc.settings.js';
import type { Answer } from '../wire.js';

const UNKNOWN_WORD = 'deferred';
const DEFAULT_FAILURE = 'Configuration verification failed: 3 errors';

/** The one slot: whatever was started last, by whomever. */
export function slotOf(book: JobBook): PresentJob | undefined {
  let last: PresentJob | undefined;
  for (const job of book.all()) {
    const present = book.present(job.id);
    if (present && (last === undefined || job.createdAt >= last.job.createdAt)) last = present;
  }
  return last;
}

/** asyncstatus: 200 whatever became of the operation. */
export function asyncStatus(slot: PresentJob | undefined, settings: OracleSbcSettings, unknownWord: boolean): Answer {
  if (!slot) return xmlAnswer(200);
  const { script } = slot.job;
  const word = unknownWord ? UNKNOWN_WORD : (script.word ?? wordOf(slot.moment, settings));
  const state = element('operation', escapeXml(script.operation ?? 'activate')) + element('status', escapeXml(word));
  const data = element('operationState', state) + additionalInfo(slot);
  if (slot.moment.phase !== 'failed' && slot.moment.phase !== 'canceled') return xmlAnswer(200, { data });
  return xmlAnswer(200, withMessage(data, escapeXml(script.error?.message ?? DEFAULT_FAILURE), settings));
}

function wordOf({ phase }: JobMoment, settings: OracleSbcSettings): string {
  switch (phase) {
    case 'succeeded':
    case 'warning':
      return 'success';
    case 'failed':
    case 'canceled':
      return settings.failWord;
    default:
      return settings.inProgressWord;
  }
}

function additionalInfo({ job, moment }: PresentJob): string {
  if (!moment.ended) return '';
  if (typeof job.script.result === 'string') return element('additionalInfo', escapeXml(job.script.result));
  return moment.phase === 'warning' ? element('additionalInfo', element('detail', '2 warnings')) : '';
}

function withMessage(data: string, message: string, settings: OracleSbcSettings): Envelope {
  switch (settings.errorPlace) {
    case 'data':
      return { data: data + element('errorMessage', message) };
    case 'messages':
      return { data, messages: element('errorMessage', message) };
    case 'messages-message':
      return { data, messages: element('message', message) };
    case 'messages-text':
      return { data, messages: message };
  }
}

import type { JobStore, VisibleJob } from '../job.store.js';
import type { JobSnapshot } from '../job.snapshot.js';
import { element, escapeXml, xmlResponse, type Envelope } from './oracle-sbc.responses.js';
import type { OracleSbcSettings } from './oracle-sbc.settings.js';
import type { WireResponse } from '../wire.js';

const UNKNOWN_STATUS = 'deferred';
const DEFAULT_FAILURE = 'Configuration verification failed: 3 errors';

/** The one slot: the operation that was started last, by any user. */
export function slotOf(jobs: JobStore): VisibleJob | undefined {
  let last: VisibleJob | undefined;
  for (const job of jobs.all()) {
    const visible = jobs.visible(job.id);
    if (visible && (last === undefined || job.createdAt >= last.job.createdAt)) last = visible;
  }
  return last;
}

/** asyncstatus: 200 whatever became of the operation. */
export function asyncStatus(
  slot: VisibleJob | undefined,
  settings: OracleSbcSettings,
  unknownStatus: boolean,
): WireResponse {
  if (!slot) return xmlResponse(200);
  const { script } = slot.job;
  const status = unknownStatus ? UNKNOWN_STATUS : (script.rawStatus ?? vendorStatus(slot.snapshot, settings));
  const state = element('operation', escapeXml(script.operation ?? 'activate')) + element('status', escapeXml(status));
  const data = element('operationState', state) + additionalInfo(slot);
  if (slot.snapshot.phase !== 'failed' && slot.snapshot.phase !== 'canceled') return xmlResponse(200, { data });
  return xmlResponse(200, withMessage(data, escapeXml(script.error?.message ?? DEFAULT_FAILURE), settings));
}

function vendorStatus({ phase }: JobSnapshot, settings: OracleSbcSettings): string {
  if (phase === 'succeeded' || phase === 'warning') return 'success';
  return phase === 'failed' || phase === 'canceled' ? settings.failWord : settings.inProgressWord;
}

function additionalInfo({ job, snapshot }: VisibleJob): string {
  if (!snapshot.ended) return '';
  if (typeof job.script.result === 'string') return element('additionalInfo', escapeXml(job.script.result));
  return snapshot.phase === 'warning' ? element('additionalInfo', element('detail', '2 warnings')) : '';
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

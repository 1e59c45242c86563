import { formatJobId, isTerminal, type JobKind, type JobState } from '#libs/jobs';
import type { StreamedChange } from '#libs/store';

export const EVENT_TYPES = {
  tracked: 'jobgate.job.tracked',
  changed: 'jobgate.job.changed',
  ended: 'jobgate.job.ended',
  attention: 'jobgate.job.attention',
  test: 'jobgate.webhook.test',
} as const;

export const CLOUD_EVENT_TYPE = 'application/cloudevents+json';

/** The body of a delivery: CloudEvents 1.0 in JSON, structured mode. */
export interface CloudEvent {
  specversion: '1.0';
  id: string;
  type: string;
  /** The connection. */
  source: string;
  /** The job. */
  subject: string;
  time: string;
  /** The revision. https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/sequence.md */
  sequence: string;
  sequencetype: 'Integer';
  datacontenttype: 'application/json';
  data: unknown;
}

type EventFields = Pick<StreamedChange, 'type' | 'from' | 'to' | 'kind' | 'attention'>;

/**
 * One type for each revision, the weightiest: that a job has ended goes before that it wants attention (as a lost one
 * does), and that before the rest. null: not sent to subscribers.
 */
export function eventTypeOf({ type, from, to, kind, attention }: EventFields): string | null {
  if (type !== 'tracked' && type !== 'changed') return null;
  if (isOver(kind, to) && from !== to) return EVENT_TYPES.ended;
  if (attention === 'new') return EVENT_TYPES.attention;
  return type === 'tracked' ? EVENT_TYPES.tracked : EVENT_TYPES.changed;
}

/** `type`: by `eventTypeOf`. */
export function cloudEventOf(event: StreamedChange, type: string): CloudEvent {
  const { connection, key, to, from, kind, severity } = event;
  const id = formatJobId({ connection, key });
  const revision = event.revision ?? 0;
  return {
    ...envelope(event.id, type, connection, event.at),
    subject: id,
    sequence: String(revision),
    data: {
      id,
      state: to,
      previousState: from,
      terminal: isOver(kind, to),
      severity,
      revision,
      observation: { status: event.observation },
      href: `/jobs/${id}`,
    },
  };
}

/** The message of `POST /webhooks/{id}/test`: like all others, without a job. */
export function testEventOf(subscription: string, id: string, connection: string, at: number): CloudEvent {
  return {
    ...envelope(id, EVENT_TYPES.test, connection, at),
    subject: subscription,
    sequence: '0',
    data: { message: 'A test of this subscription; no job has changed.', href: `/webhooks/${subscription}` },
  };
}

function envelope(id: string, type: string, source: string, at: number) {
  const time = new Date(at).toISOString();
  const types = { sequencetype: 'Integer', datacontenttype: 'application/json' } as const;
  return { specversion: '1.0', id, type, source, time, ...types } as const;
}

const isOver = (kind: JobKind, state: JobState): boolean => kind === 'run' && isTerminal(state);

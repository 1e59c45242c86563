import type { Exchange, HistoryEvent, ShownJob } from './history.event.js';

/** One line for each event, in order of time, with what it shows of the subject; milliseconds since the beginning. */
export function linesOf(events: readonly HistoryEvent[], subject: string, beginAt: number): string[] {
  const ordered = [...events].sort((one, other) => one.at - other.at);
  return ordered.map((event) => `${(event.at - beginAt).toFixed(0).padStart(7)}  ${textOf(event, subject)}`);
}

function textOf(event: HistoryEvent, about: string): string {
  switch (event.kind) {
    case 'exchange':
      return exchangeText(event, about);
    case 'message': {
      const what = event.shown ? shownText(event.shown) : (event.gone ?? '');
      return `${event.gateway} → ${event.stream}: ${event.event} ${what}`;
    }
    case 'stream':
      return `${event.stream} ${event.is} at ${event.gateway}, after ${event.lastEventId ?? 'nothing'}`;
    case 'receipt': {
      const change = `${event.previousState} → ${event.state}, sequence ${event.sequence}`;
      return `${event.receiver} got ${event.type} ${event.subject} ${change}, ${event.message}: ${event.status}`;
    }
    case 'fault':
      return `fault ${event.number} ${event.fault} (${event.target}) ${event.is}`;
    case 'mark':
      return `--- ${event.mark}`;
  }
}

function exchangeText(exchange: Exchange, about: string): string {
  const { client, gateway, operation, subject, idempotencyKey, resources, held, answer, sentAt, at } = exchange;
  const own = ({ id }: ShownJob) => id === about || id === subject || operation === 'start';
  const with_ = [
    ...(idempotencyKey === null ? [] : [`key "${idempotencyKey}"`]),
    ...resources,
    ...held.filter(own).map((job) => `holding ${shownText(job)}`),
  ];
  const asked = [client, `→ ${gateway}:`, operation, subject ?? '', ...with_].filter(Boolean).join(' ');
  const answered =
    answer === null
      ? 'no answer'
      : [answer.status, answer.code, ...answer.shown.filter(own).slice(0, 3).map(shownText)].filter(Boolean).join(' ');
  return `${asked} ⇒ ${answered} (${(at - sentAt).toFixed(0)} ms)`;
}

const shownText = ({ id, state, revision, trackedAt }: ShownJob): string =>
  `${id} ${state} r${revision} since ${trackedAt?.slice(11, 23) ?? '?'}`;

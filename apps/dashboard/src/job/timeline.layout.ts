import type { components } from '#libs/client';
import type { JobState } from '../states/state.labels.js';

export type Transition = components['schemas']['Transition'];

/** A segment of the timeline. Between two observations the state is uncertain. */
export interface Segment {
  state: JobState;
  /** Uncertain segments only: the later state. */
  becomes: JobState | null;
  from: number;
  to: number;
  /** Percent of the whole width. */
  left: number;
  width: number;
}

export interface TimelineLayout {
  from: number;
  to: number;
  segments: Segment[];
  /** Times reported by the upstream, by its own clock. */
  marks: { at: number; left: number; state: JobState }[];
}

/** A change lies between the last poll with the earlier state and the first poll with the later one. */
export function layoutTimeline(transitions: readonly Transition[], now: number | null): TimelineLayout | null {
  const changes = transitions.map(changeOf);
  const first = changes[0];
  const last = changes.at(-1);
  if (first === undefined || last === undefined) return null;
  const times = changes.flatMap(({ after, by, upstreamAt }) => [after, by, upstreamAt].filter((time) => time !== null));
  const from = Math.min(...times);
  const to = Math.max(...times, now ?? 0, from + 1);
  const place = (at: number) => (100 * (at - from)) / (to - from);

  const segments: Omit<Segment, 'left' | 'width'>[] = [];
  let known = from;
  let state = first.from;
  for (const change of changes) {
    const begin = Math.max(known, change.after ?? from);
    const end = Math.max(begin, change.by);
    segments.push({ state, becomes: null, from: known, to: begin });
    segments.push({ state: change.from, becomes: change.to, from: begin, to: end });
    [known, state] = [end, change.to];
  }
  segments.push({ state, becomes: null, from: known, to });
  return {
    from,
    to,
    segments: segments
      .filter((segment) => segment.to > segment.from)
      .map((segment) => ({ ...segment, left: place(segment.from), width: place(segment.to) - place(segment.from) })),
    marks: changes.flatMap(({ upstreamAt, to: state }) =>
      upstreamAt === null ? [] : [{ at: upstreamAt, left: place(upstreamAt), state }],
    ),
  };
}

function changeOf({ from, to, notBefore, notAfter, upstreamAt }: Transition) {
  const moment = (text: string | null) => (text === null ? null : Date.parse(text));
  return { from, to, after: moment(notBefore), by: Date.parse(notAfter), upstreamAt: moment(upstreamAt) };
}

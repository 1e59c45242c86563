import type { Job } from '#libs/client';
import { exactTime } from '../freshness/age.js';
import { preciseWords } from '../freshness/age.words.js';
import { useNow } from '../freshness/clock.js';
import { Empty, ProblemNotice, Skeleton } from '../notices/notices.js';
import { StateGlyph, StateMark } from '../states/state.mark.js';
import { STATE_WORDS } from '../states/state.words.js';
import { useHistory } from './job.queries.js';
import { layOut, type Stretch, type Transition } from './timeline.layout.js';

/** What happened to the job, and how exactly that is known. */
export function TimelinePanel({ job }: { job: Job }) {
  const { data, error, isPending } = useHistory(job);
  return (
    <section className="panel fades" aria-labelledby="timeline-title">
      <div className="panel-head">
        <h2 id="timeline-title">What happened</h2>
        <span className="soft small">hatched: somewhere in between</span>
      </div>
      <div className="panel-body">
        {isPending && <Skeleton height={90} />}
        {error !== null && data === undefined && <ProblemNotice error={error} title="The history cannot be read" />}
        {data?.transitions.length === 0 && <Empty title="Nothing has been seen yet" />}
        {data !== undefined && data.transitions.length > 0 && (
          <>
            <TimeBand transitions={data.transitions} isOver={job.terminal} />
            <ol className="transitions">
              {data.transitions.map((transition) => (
                <TransitionItem key={transition.revision} transition={transition} />
              ))}
            </ol>
          </>
        )}
      </div>
    </section>
  );
}

function TimeBand({ transitions, isOver }: { transitions: Transition[]; isOver: boolean }) {
  const now = useNow();
  const layout = layOut(transitions, isOver ? null : now);
  if (layout === null) return null;
  return (
    <figure className="time-band" aria-hidden="true">
      <div className="time-band-track">
        {layout.stretches.map((stretch) => (
          <i
            key={`${stretch.from} ${stretch.state} ${stretch.becomes}`}
            className={`state-${stretch.becomes ?? stretch.state}${stretch.becomes === null ? '' : ' is-uncertain'}`}
            style={{ left: `${stretch.left}%`, width: `${stretch.width}%` }}
            title={stretchWords(stretch)}
          />
        ))}
        {layout.marks.map(({ at, left, state }) => (
          <b
            key={`${at} ${state}`}
            className={`state-${state}`}
            style={{ left: `${left}%` }}
            title={`By the upstream’s clock: ${STATE_WORDS[state]} at ${exactTime(at)}`}
          />
        ))}
      </div>
      <figcaption className="soft small">
        <span>{exactTime(layout.from)}</span>
        <span>{preciseWords(layout.to - layout.from)}</span>
        <span>{isOver ? exactTime(layout.to) : 'now'}</span>
      </figcaption>
    </figure>
  );
}

function stretchWords({ state, becomes, from, to }: Stretch): string {
  const words = becomes === null ? STATE_WORDS[state] : `${STATE_WORDS[state]} or ${STATE_WORDS[becomes]}`;
  return `${words}: ${exactTime(from)} to ${exactTime(to)}`;
}

function TransitionItem({ transition }: { transition: Transition }) {
  const { from, to, reason, upstreamAt, source } = transition;
  return (
    <li>
      <span className="transition-states">
        <StateGlyph state={from} />
        <span className="only-read-aloud">from {STATE_WORDS[from]} to</span>
        <span aria-hidden="true">→</span>
        <StateMark state={to} />
        {reason !== null && <span className="soft">{reason}</span>}
      </span>
      <span className="transition-certainty">
        {upstreamAt !== null && <span>the upstream says {exactTime(Date.parse(upstreamAt))}</span>}
        <span className="soft">
          {seenWords(transition)}, {SOURCES[source]}
        </span>
      </span>
    </li>
  );
}

function seenWords({ notBefore, notAfter }: Transition): string {
  const by = exactTime(Date.parse(notAfter));
  if (notBefore === null) return `seen first ${by}`;
  return `seen by ${by}, at most ${preciseWords(Date.parse(notAfter) - Date.parse(notBefore))} before`;
}

const SOURCES: Record<Transition['source'], string> = {
  poll: 'by a regular look',
  demand: 'by a look that a caller wanted',
  push: 'told by the upstream',
  pointer: 'seen through a pointer',
  start: 'when it was started',
};

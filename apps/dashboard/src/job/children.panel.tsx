import type { Job } from '#libs/client';
import { durationWords } from '../freshness/age.words.js';
import { StateMark } from '../states/state.mark.js';

/** The parts that an upstream reports together with a job. */
export function ChildrenPanel({ parts }: { parts: Job['children'] }) {
  return (
    <section className="panel fades" aria-labelledby="children-title">
      <div className="panel-head">
        <h2 id="children-title">
          Parts <span className="soft">{parts.length}</span>
        </h2>
      </div>
      <div className="wide-table" tabIndex={0} role="region" aria-label="Parts of the job">
        <table>
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">Operation</th>
              <th scope="col">Id</th>
              <th scope="col">Took</th>
              <th scope="col">Error</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part, index) => (
              <tr key={part.id ?? index}>
                <td>
                  <StateMark state={part.state} />
                </td>
                <td>{part.operation ?? '–'}</td>
                <td className="mono">{part.id ?? '–'}</td>
                <td>{tookWords(part)}</td>
                <td>{part.error === null ? '' : [part.error.code, part.error.message].filter(Boolean).join(': ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function tookWords({ startedAt, endedAt }: Job['children'][number]): string {
  if (startedAt === null || endedAt === null) return '–';
  return durationWords(Date.parse(endedAt) - Date.parse(startedAt));
}

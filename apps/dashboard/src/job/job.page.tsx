import { useQuery } from '@tanstack/react-query';
import { FreshnessMark } from '../freshness/freshness.mark.js';
import { ProblemNotice, Skeleton } from '../notices/notices.js';
import { useClient } from '../session/session.context.js';
import { StateMark } from '../states/state.mark.js';

/** One job. */
export default function JobPage({ id }: { id: string }) {
  const client = useClient();
  const { data: job, error } = useQuery({
    queryKey: ['job', id],
    queryFn: () => client.job(id),
    refetchInterval: 5_000,
  });
  if (error !== null && job === undefined) return <ProblemNotice error={error} title="This job cannot be read" />;
  if (job === undefined) return <Skeleton height={240} />;
  return (
    <>
      <h1 className="wrap-anywhere">{job.name ?? job.operation ?? job.id}</h1>
      <p>
        <StateMark state={job.state} /> <FreshnessMark observation={job.observation} isOver={job.terminal} />
      </p>
    </>
  );
}

import { GatewayProblem, type Job } from '#libs/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Age } from '../freshness/age.js';
import { problemMessage } from '../notices/notices.js';
import { useClient } from '../session/session.context.js';

type Cancellation = Job['cancellation'];

const isPending = ({ status }: Cancellation): boolean => status === 'requested' || status === 'acknowledged';

const MESSAGES: Record<Exclude<Cancellation['status'], 'none'>, string> = {
  requested: 'Cancellation requested. The state changes when the upstream reports the end.',
  acknowledged: 'Cancellation accepted by the upstream. The state changes when the upstream reports the end.',
  rejected: 'Cancellation rejected by the upstream.',
  unsupported: 'The upstream does not support canceling this job.',
  ineffective: 'Cancel had no effect: the job kept running.',
};

/** The outcome of a cancel request. */
export function CancellationNotice({ cancellation, hasEnded }: { cancellation: Cancellation; hasEnded: boolean }) {
  const { status, reason, requestedAt } = cancellation;
  if (status === 'none' || (isPending(cancellation) && hasEnded)) return null;
  return (
    <p className={`notice ${isPending(cancellation) ? 'is-note' : 'is-warn'}`}>
      {MESSAGES[status]} {reason !== null && <span>{reason} </span>}
      {requestedAt !== null && (
        <span className="muted">
          Requested <Age of={requestedAt} />.
        </span>
      )}
    </p>
  );
}

/** With a confirmation. After a 403 the button stays disabled, with the reason beside it. */
export function CancelButton({ job }: { job: Job }) {
  const client = useClient();
  const queries = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = useMutation({
    mutationFn: () => client.cancel(job.id),
    onSuccess: (canceled) => queries.setQueryData(['job', job.id], canceled),
    onSettled: () => dialog.current?.close(),
  });
  const isRequested = isPending(job.cancellation);
  if (job.terminal || (!job.capabilities.cancel && !isRequested)) return null;

  return (
    <div className="cancel stack">
      <button
        type="button"
        className="button is-danger"
        disabled={isForbidden(cancel.error) || isRequested}
        onClick={() => dialog.current?.showModal()}
      >
        {isRequested ? 'Cancellation requested' : 'Cancel job'}
      </button>
      {cancel.error !== null && (
        <p className="notice is-bad" role="alert">
          {isForbidden(cancel.error)
            ? 'Your key cannot cancel jobs: the jobs:operate scope is required.'
            : `Cancellation failed. ${problemMessage(cancel.error)}`}
        </p>
      )}
      <dialog ref={dialog} className="panel dialog stack" aria-labelledby="cancel-title">
        <h2 id="cancel-title">Cancel this job?</h2>
        <p>
          Requests cancellation of{' '}
          <strong className="wrap-anywhere">{job.name ?? job.operation ?? job.upstream.id}</strong> on{' '}
          <strong>{job.connection}</strong>. Work already done may not be rolled back. The state changes to canceled
          when the upstream reports it.
        </p>
        <div className="dialog-buttons row">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            Keep running
          </button>
          <button
            type="button"
            className="button is-danger"
            disabled={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            {cancel.isPending ? 'Requesting …' : 'Confirm cancellation'}
          </button>
        </div>
      </dialog>
    </div>
  );
}

const isForbidden = (error: unknown): boolean => error instanceof GatewayProblem && error.status === 403;

import { GatewayProblem, type Job } from '#libs/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { problemMessage } from '../notices/notices.js';
import { useClient } from '../session/session.context.js';

/** Asks for confirmation. After a 403 the button stays disabled, with the reason beside it. */
export function CancelButton({ job }: { job: Job }) {
  const client = useClient();
  const queries = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const [errorMessage, setErrorMessage] = useState<string | null>(null);
  const cancel = useMutation({
    mutationFn: () => client.cancel(job.id),
    onSuccess: (canceled) => queries.setQueryData(['job', job.id], canceled),
    onError: (error) => setErrorMessage(cancelErrorMessage(error)),
    onSettled: () => dialog.current?.close(),
  });
  const isForbidden = cancel.error instanceof GatewayProblem && cancel.error.status === 403;
  const isRequested = ['requested', 'acknowledged'].includes(job.cancellation.status);
  if (job.terminal || (!job.capabilities.cancel && !isRequested)) return null;

  return (
    <div className="cancel">
      <button
        type="button"
        className="button is-danger"
        disabled={isForbidden || isRequested}
        onClick={() => dialog.current?.showModal()}
      >
        {isRequested ? 'Cancellation requested' : 'Cancel job'}
      </button>
      {errorMessage !== null && (
        <p className="notice is-bad" role="alert">
          {errorMessage}
        </p>
      )}
      <dialog ref={dialog} className="panel dialog" aria-labelledby="cancel-title">
        <h2 id="cancel-title">Cancel this job?</h2>
        <p>
          Requests cancellation of{' '}
          <strong className="wrap-anywhere">{job.name ?? job.operation ?? job.upstream.id}</strong> on{' '}
          <strong>{job.connection}</strong>. Work already done may not be rolled back. The state changes to canceled
          when the upstream reports it.
        </p>
        <div className="dialog-buttons">
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

function cancelErrorMessage(error: unknown): string {
  if (error instanceof GatewayProblem && error.status === 403) {
    return 'Your key cannot cancel jobs: the jobs:operate scope is required.';
  }
  return `Cancellation failed. ${problemMessage(error)}`;
}

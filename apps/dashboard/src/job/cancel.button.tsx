import { GatewayProblem, type Job } from '#libs/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { problemMessage } from '../notices/notices.js';
import { useClient } from '../session/session.context.js';

/** Asks once more before it asks the gateway. Whoever may not operate is told so, in words, and not asked again. */
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
        {isRequested ? 'Cancel asked for' : 'Cancel job'}
      </button>
      {errorMessage !== null && (
        <p className="notice is-bad" role="alert">
          {errorMessage}
        </p>
      )}
      <dialog ref={dialog} className="panel dialog" aria-labelledby="cancel-title">
        <h2 id="cancel-title">Cancel this job?</h2>
        <p>
          <strong className="wrap-anywhere">{job.name ?? job.operation ?? job.upstream.id}</strong> on{' '}
          <strong>{job.connection}</strong> is asked to end. What it has done so far may not be undone; it counts as
          canceled once that has been seen upstream.
        </p>
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            Keep it running
          </button>
          <button
            type="button"
            className="button is-danger"
            disabled={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            {cancel.isPending ? 'Asking …' : 'Cancel the job'}
          </button>
        </div>
      </dialog>
    </div>
  );
}

function cancelErrorMessage(error: unknown): string {
  if (error instanceof GatewayProblem && error.status === 403) {
    return 'Your key may look at jobs, but not cancel them. It needs the scope jobs:operate.';
  }
  return `The job was not canceled. ${problemMessage(error)}`;
}

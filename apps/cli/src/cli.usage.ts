/** Exit codes; scripts rely on them. */
export const EXIT = {
  /** Done; `watch`: every job succeeded. */
  success: 0,
  /** No such job; `watch`: a job failed, was canceled, was lost or does not exist. */
  failure: 1,
  /** The command line, the key file or the URL is wrong. */
  usage: 2,
  /** The gateway is unreachable or rejected the request. */
  gateway: 3,
  /** Internal error. */
  error: 70,
  interrupted: 130,
} as const;

export const USAGE = `jobgate <command> [options]

  get <id>…              shows jobs
  list                   shows tracked jobs, latest change first
                         --state --connection --provider --label name:value --query text --sort --limit
  watch <id>…            follows jobs until they have ended
  track <id>             tracks a job; or --connection with --key or --url
                         --label name:value --name text
  cancel <id>            requests cancellation of a job

  doctor                 for operators, where a gateway is installed: jobgate doctor --help

  --json                 responses as JSON, with watch one job per line
  --key-file <file>      file with the API key, instead of JOBGATE_KEY or ~/.config/jobgate/key
  --url <address>        of the gateway, instead of JOBGATE_URL; with track, of the job upstream
  --help

Exit codes: 0 all succeeded, 1 no such job or at least one did not succeed, 2 usage error,
3 gateway unreachable or request rejected, 70 internal error, 130 interrupted.`;

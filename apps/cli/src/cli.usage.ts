/** What a command ends with; scripts rely on it. */
export const EXIT = {
  /** Done; of `watch`: every job ended well. */
  success: 0,
  /** There is no such job; of `watch`: one of the jobs failed, was canceled, was lost or is not there. */
  failure: 1,
  /** The command line, the key file or the URL is wrong. */
  usage: 2,
  /** The gateway refused, or could not be reached. */
  gateway: 3,
  /** An error of the command itself. */
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
  cancel <id>            asks for the end of a job

  doctor                 for operators, where a gateway is installed: jobgate doctor --help

  --json                 the answers as JSON, one job a line with watch
  --key-file <file>      where the key stands, instead of JOBGATE_KEY or ~/.config/jobgate/key
  --url <address>        of the gateway, instead of JOBGATE_URL; with track, of the job upstream
  --help

Ends with 0: done, with watch: all ended well. 1: no such job, or one ended badly. 2: wrong usage.
3: the gateway refused or is away. 70: an error of jobgate itself. 130: interrupted.`;

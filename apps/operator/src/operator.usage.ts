/** Exit codes of an operator's command; scripts rely on them. */
export const EXIT = {
  done: 0,
  /** Not done, or a check failed. */
  failed: 1,
  /** The command line or the configuration file is wrong. */
  usage: 2,
  /** Redis could not be reached. */
  store: 3,
} as const;

export const USAGE = `jobgate <command> [options]

  doctor                 checks Redis as the configuration file names it, and what is kept there
                         --json
                         --repair: rebuilds indexes, schedule, expiry and request queues from the records
  backup FILE            copies all that is kept in Redis to a file, once all gateways and workers are stopped
                         --force: although some run
  restore FILE           puts a backup into Redis, where there is nothing under redis.prefix
                         --force: removes what is there
  migrate                switches all processes to the newest storage formats, once all of them read these

  --help

The configuration file is the one that JOBGATE_CONFIG names, as for a gateway.

Exit codes: 0 done, 1 not done or a check failed, 2 usage or configuration error, 3 Redis unreachable, 70 internal error.`;

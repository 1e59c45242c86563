import type { ConfigurationOf, Role } from './configuration.js';
import { ConfigurationError, type Fault } from './configuration.error.js';
import { differences } from './differences.js';
import { FileSnapshot } from './file-snapshot.js';
import { splitRestartRequired } from './restart-required.js';
import { loadConfiguration } from './load-configuration.js';
import type { Environment } from './substitution.js';

/** A logger of JSON lines fits. */
export interface ConfigurationLog {
  info(values: object, message: string): void;
  warn(values: object, message: string): void;
  error(values: object, message: string): void;
}

export type ConfigurationListener<R extends Role> = (next: ConfigurationOf[R], before: ConfigurationOf[R]) => void;

interface Attempt<R extends Role> {
  files: FileSnapshot;
  outcome: { configuration: ConfigurationOf[R] } | { faults: readonly Fault[] };
}

const POLL_INTERVAL_MS = 1_000;

/**
 * The configuration in force, which changes when its files do: the file of `JOBGATE_CONFIG`, and every `file:` and
 * certificate that it names. A change is applied once two polls in a row agree, so that nothing is applied
 * half-written. One with a fault is refused as a whole, and what was in force stays so.
 */
export class ConfigWatcher<R extends Role> {
  private readonly listeners = new Set<ConfigurationListener<R>>();
  private active: ConfigurationOf[R];
  private files: FileSnapshot;
  /** Seen once; applied or rejected if unchanged at the next poll. */
  private candidate: Attempt<R> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private hasRejected = false;

  /** @throws ConfigurationError with every fault there is */
  constructor(
    private readonly role: R,
    private readonly environment: Environment = process.env,
  ) {
    const { files, outcome } = this.attempt();
    if ('faults' in outcome) throw new ConfigurationError(outcome.faults);
    this.files = files;
    this.active = outcome.configuration;
  }

  get current(): ConfigurationOf[R] {
    return this.active;
  }

  /** Whether what the files say now has a fault, so that something older is in force. */
  get isRefused(): boolean {
    return this.hasRejected;
  }

  /** `listener` is called with each configuration that comes into force from now on. Returns what ends that. */
  subscribe(listener: ConfigurationListener<R>): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Polls the files from now on; keeps no process alive. */
  watch(log: ConfigurationLog, everyMs: number = POLL_INTERVAL_MS): void {
    this.close();
    const next = () => {
      const timer = setTimeout(() => {
        const polling = this.poll(log).catch((error: unknown) =>
          log.error({ error }, 'reading the configuration failed'),
        );
        void polling.finally(() => {
          if (this.timer === timer) next();
        });
      }, everyMs);
      this.timer = timer.unref();
    };
    next();
  }

  close(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  async poll(log: ConfigurationLog): Promise<void> {
    const known = this.candidate?.files ?? this.files;
    const isSame = await known.areUnchanged();
    if (!isSame) this.candidate = this.attempt();
    else if (this.candidate) this.confirm(this.candidate, log);
  }

  private attempt(): Attempt<R> {
    const files = new FileSnapshot();
    try {
      return { files, outcome: { configuration: loadConfiguration(this.role, this.environment, files.read) } };
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      return { files, outcome: { faults: error.faults } };
    }
  }

  private confirm({ files, outcome }: Attempt<R>, log: ConfigurationLog): void {
    this.candidate = null;
    this.files = files;
    this.hasRejected = 'faults' in outcome;
    if ('faults' in outcome) logRejection(outcome.faults, log);
    else this.apply(outcome.configuration, log);
  }

  private apply(next: ConfigurationOf[R], log: ConfigurationLog): void {
    const before = this.active;
    const { applicable, restartRequired } = splitRestartRequired(next, before);
    const changed = differences(before, applicable);
    for (const path of restartRequired) log.warn({ path }, 'this configuration change needs a restart');
    for (const { path, message } of next.warnings) log.warn({ path, fault: message }, 'configuration');
    this.active = applicable;
    log.info({ changed }, 'configuration applied');
    if (changed.length > 0) for (const listener of this.listeners) this.notify(listener, before, log);
  }

  /** One part that fails to follow keeps no other from it. */
  private notify(listener: ConfigurationListener<R>, before: ConfigurationOf[R], log: ConfigurationLog): void {
    try {
      listener(this.active, before);
    } catch (error) {
      log.error({ error }, 'a component failed to apply the configuration');
    }
  }
}

function logRejection(faults: readonly Fault[], log: ConfigurationLog): void {
  log.error({ faults: faults.length }, 'configuration rejected: the previous one stays active');
  for (const { path, message } of faults) log.error({ path, fault: message }, 'fault in the rejected configuration');
}

import type { AuditRecorder } from './audit.recorder.js';
import type { ReadLog } from './read.log.js';

const EVERY_MS = 60_000;

/** Reports once a minute, and at the end, what is counted rather than recorded one by one. */
export class AuditReporter {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly recorder: Pick<AuditRecorder, 'recordRefusalCounts'>,
    private readonly reads: Pick<ReadLog, 'flush'>,
  ) {}

  begin(): void {
    this.timer ??= setInterval(() => void this.flush(), EVERY_MS).unref();
  }

  async end(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    await this.flush();
  }

  async flush(): Promise<void> {
    this.reads.flush();
    await this.recorder.recordRefusalCounts();
  }
}

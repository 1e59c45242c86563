import type { Answer, ShownJob } from '../history/history.event.js';

/** What one client remembers of the jobs that it has read, as a cache does. */
export class CachedJobs {
  private readonly byId = new Map<string, { job: ShownJob; etag: string | null }>();

  note({ shown, etag }: Answer): void {
    for (const job of shown) this.byId.set(job.id, { job, etag: shown.length === 1 ? etag : null });
  }

  job(id: string): ShownJob | null {
    return this.byId.get(id)?.job ?? null;
  }

  etag(id: string): string | null {
    return this.byId.get(id)?.etag ?? null;
  }

  forget(id: string): void {
    this.byId.delete(id);
  }
}

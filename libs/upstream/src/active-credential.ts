export interface ActiveCredential<Credential> {
  credential: Credential;
  /** Aborted when another credential took its place, or none is left. */
  superseded: AbortSignal;
}

export class ActiveCredentialWatcher<Credential> {
  private present: ActiveCredential<Credential> | null = null;
  private supersession = new AbortController();
  private readonly waiting = new Set<(grant: ActiveCredential<Credential>) => void>();

  /** null: there is none any more. */
  set(credential: Credential | null): void {
    this.supersession.abort(new Error('credential superseded'));
    this.supersession = new AbortController();
    this.present = credential === null ? null : { credential, superseded: this.supersession.signal };
    if (this.present === null) return;
    for (const proceed of this.waiting) proceed(this.present);
  }

  /** The present one, else the next; null when aborted before there is one. */
  wait(signal: AbortSignal): Promise<ActiveCredential<Credential> | null> {
    if (signal.aborted || this.present) return Promise.resolve(signal.aborted ? null : this.present);
    return new Promise((resolve) => {
      const settle = (grant: ActiveCredential<Credential> | null) => {
        this.waiting.delete(settle);
        signal.removeEventListener('abort', onAbort);
        resolve(grant);
      };
      const onAbort = () => settle(null);
      signal.addEventListener('abort', onAbort, { once: true });
      this.waiting.add(settle);
    });
  }
}

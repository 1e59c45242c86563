import type { AuditEntry, AuditKind, Store } from '#libs/store';
import type { NextFunction, Response } from 'express';
import type { Logger } from 'pino';
import type { AuthenticatedRequest } from '../access/access.decorators.js';
import type { ClientAddress } from '../access/client.address.js';
import type { RequestIds } from '../http/request.ids.js';
import { auditedCallOf, kindOf } from './audited-call.js';
import { RefusalSampler } from './refusal.sampler.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Writes down who asked for what, and how it was answered, before the answer is sent: in the log, and in the audit that
 * can be read. Of refusals each caller has so many, and the number of the others. Callers that were not let in are nobody:
 * they are left out.
 */
export class AuditRecorder {
  private readonly refusals = new RefusalSampler();

  constructor(
    private readonly store: Store,
    private readonly logger: Logger,
    private readonly addresses: ClientAddress,
    private readonly ids: RequestIds,
  ) {}

  readonly handle = (request: AuthenticatedRequest, response: Response, next: NextFunction): void => {
    if (!READING.has(request.method)) this.writeBeforeEnd(request, response);
    next();
  };

  /** Records the refusals that were only counted since the last call. */
  async recordRefusalCounts(): Promise<void> {
    await Promise.all(this.refusals.drain().map((entry) => this.write(entry, 'refused')));
  }

  private writeBeforeEnd(request: AuthenticatedRequest, response: Response): void {
    const end = response.end.bind(response) as (...parts: unknown[]) => Response;
    response.end = ((...parts: unknown[]) => {
      response.end = end as Response['end'];
      void this.note(request, response).finally(() => end(...parts));
      return response;
    }) as Response['end'];
  }

  private async note(request: AuthenticatedRequest, response: Response): Promise<void> {
    const call = auditedCallOf(request, response);
    if (call === null) return;
    const kind = kindOf(call);
    const origin = { address: this.addresses.of(request), requestId: this.ids.of(request) };
    const entry: AuditEntry = { at: this.store.clock.now(), ...call, ...origin };
    if (kind !== 'refused' || this.refusals.take(entry)) await this.write(entry, kind);
  }

  private async write(entry: AuditEntry, kind: AuditKind): Promise<void> {
    const { at: _at, ...facts } = entry;
    this.logger.info({ audit: kind === 'refused' ? 'refusal' : 'act', ...facts }, 'audit');
    try {
      await this.store.audit.append(entry, kind);
    } catch (error) {
      // The change cannot be undone: the response is sent nevertheless.
      this.logger.error({ error, action: entry.action }, 'a call could not be written to the audit');
    }
  }
}

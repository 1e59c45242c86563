import { Caller } from '#libs/access';
import type { ConnectionSettings } from '#libs/config';
import type { CommandOutcome, CommandRequest, CommandRequests, StartDone } from '#libs/requests';
import type { Store } from '#libs/store';
import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { defer, lastValueFrom } from 'rxjs';
import { problemOf } from '../../../apps/gateway/src/commands/outcome.problems.js';
import { UpstreamCommands } from '../../../apps/gateway/src/commands/upstream.commands.js';
import type { RequestWithCommand } from '../../../apps/gateway/src/idempotency/change.decorator.js';
import { IdempotencyInterceptor } from '../../../apps/gateway/src/idempotency/idempotency.interceptor.js';
import { JobAddresses } from '../../../apps/gateway/src/jobs/job.addresses.js';
import { ProblemException } from '../../../apps/gateway/src/problems/problem.exception.js';

/** What a caller is told: the run that was started, or the code of a problem. `died`: nothing. */
export type Told = { run: string } | { code: string } | 'died';

export type Ask = (request: CommandRequest, waitMs: number) => Promise<CommandOutcome | null>;

const CODES = { unsupported: 'start-unsupported', rejected: 'start-rejected' } as const;
const PATIENCE = { untilBegun: 200, untilDone: 800 };

/** What a gateway does with a start under an `Idempotency-Key`, over a queue that a test plays. */
export class IdempotentGateway {
  private readonly interceptor: IdempotencyInterceptor;
  private readonly commands: UpstreamCommands;

  constructor(
    private readonly connection: string,
    private readonly store: Store,
    ask: Ask,
  ) {
    const requests = { ask: (_: string, request: CommandRequest, waitMs: number) => ask(request, waitMs) };
    const settings = { name: connection, renamedFrom: null } as ConnectionSettings;
    this.interceptor = new IdempotencyInterceptor(store, new JobAddresses([settings]));
    this.commands = new UpstreamCommands(store, requests as unknown as CommandRequests, PATIENCE);
  }

  async start(key: string, steps: readonly string[]): Promise<Told> {
    const request = {
      ...{ method: 'POST', originalUrl: '/connections/dm-prod/jobs', route: { path: '/connections/:name/jobs' } },
      ...{ headers: { 'idempotency-key': key }, params: { name: this.connection }, body: { steps } },
      caller: new Caller({ name: 'ada', scopes: ['jobs:operate'], connections: [this.connection] }),
    } as unknown as RequestWithCommand;
    const response = { statusCode: 202, getHeader: () => undefined, status: () => response, set: () => response };
    const http = { getRequest: () => request, getResponse: () => response };
    const context = { switchToHttp: () => http } as unknown as ExecutionContext;
    const handler: CallHandler = { handle: () => defer(() => this.carryOut(request, steps)) };
    try {
      return (await lastValueFrom(this.interceptor.intercept(context, handler))) as Told;
    } catch (error) {
      return error instanceof ProblemException ? { code: error.code } : 'died';
    }
  }

  /** Nothing that it has in hand comes to an end any more. */
  die(): void {
    this.store.redis.disconnect();
  }

  private async carryOut({ command }: RequestWithCommand, steps: readonly string[]): Promise<Told> {
    const wish = { does: 'start' as const, steps, caller: 'ada' };
    const outcome = await this.commands.carryOut<StartDone>(this.connection, wish, command);
    if (outcome.result !== 'done') throw problemOf(outcome, CODES);
    return { run: outcome.done.key };
  }
}

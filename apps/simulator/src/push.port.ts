/**
 * What can be done to the port on which an upstream pushes notifications. `drop` cuts all connections, `freeze` keeps
 * them and falls silent, `error` says goodbye, `refuse` also lets nobody in, `resume` ends freezing and refusing.
 */
export const PUSH_ACTIONS = ['drop', 'freeze', 'error', 'resume', 'refuse'] as const;
export type PushAction = (typeof PUSH_ACTIONS)[number];

export interface PushPort {
  /** Known once it listens. */
  readonly url: string;
  listen(host: string, port: number): Promise<void>;
  close(): Promise<void>;
  act(action: PushAction): void;
}

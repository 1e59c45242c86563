import type { JobKind, JobState } from '#libs/jobs';
import type { ZodType } from 'zod';

export interface Capabilities {
  cancel: boolean;
  delete: boolean;
  start: boolean;
  list: boolean;
  runs: boolean;
  push: boolean;
  pointers: boolean;
}

/** What a key says before anyone is asked. */
export interface ParsedKey {
  kind: JobKind;
  /**
   * The key of the pointer through which alone this run can be seen, or null when it can be asked for directly.
   * Such a run is not fetched itself: its pointer is.
   */
  seenThrough: string | null;
}

/** The part of a connection's settings that is known without its credentials. */
export interface ConnectionShape {
  url: string;
  options: Record<string, unknown>;
}

/** How a job of this provider is started. Pure: the gateway refuses a bad body before anybody is asked. */
export interface StartForm {
  /** Strict: an unknown member is a fault. */
  readonly bodySchema: ZodType<Record<string, unknown>>;
  /** Bodies that work, by what they do; shown in the API document. */
  readonly examples: Readonly<Record<string, Record<string, unknown>>>;
  /** The jobs that a valid body asks for, in their order: each is started when the one before has ended well. */
  steps(body: Record<string, unknown>): readonly [unknown, ...unknown[]];
  /** Why this connection does not allow this body; null when it does. */
  objection(body: Record<string, unknown>, connection: ConnectionShape): string | null;
}

/** What is known of a provider without talking to anyone. Pure: a gateway may load it. */
export interface ProviderDescriptor {
  /** Also the folder's name and the `provider` of the configuration file. */
  readonly name: string;
  readonly title: string;
  readonly capabilities: Capabilities;
  /** The documented words, in the upstream's spelling, and what each becomes; shown by `GET /connections/{name}`. */
  readonly states: Readonly<Record<string, JobState>>;
  /** The key grammar in words, with examples. */
  readonly keyForms: readonly { form: string; kind: JobKind; example: string; meaning: string }[];
  /** Strict: an unknown option or credential is a fault. */
  readonly optionsSchema: ZodType<Record<string, unknown>>;
  readonly authSchema: ZodType<Record<string, string>>;
  /** How long the upstream remembers a job after its end, milliseconds; null where undocumented. */
  readonly remembersEndedForMs: number | null;
  /** null: not a key of this provider. */
  parseKey(key: string): ParsedKey | null;
  /** The key of the job that an upstream job URL, path or Location value names; null when it names none. */
  keyFromUrl(url: string, connection: ConnectionShape): string | null;
  /** There if `capabilities.start`. */
  readonly start?: StartForm;
}

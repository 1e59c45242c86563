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

export interface ParsedKey {
  kind: JobKind;
  /** The key of the pointer that is polled in place of this run; null: the run itself is polled. */
  seenThrough: string | null;
}

export interface ConnectionShape {
  url: string;
  options: Record<string, unknown>;
}

/** How a job of this provider is started. Pure: the gateway rejects a bad body by itself. */
export interface StartForm {
  /** Strict. */
  readonly bodySchema: ZodType<Record<string, unknown>>;
  /** Valid bodies by description, for the API document. */
  readonly examples: Readonly<Record<string, Record<string, unknown>>>;
  /** The jobs of a valid body in order: each is started once the previous one has succeeded. */
  steps(body: Record<string, unknown>): readonly [unknown, ...unknown[]];
  /** Why this connection does not allow this body; null: it does. */
  objection(body: Record<string, unknown>, connection: ConnectionShape): string | null;
}

/** The part of a provider without I/O, which gateways load. */
export interface ProviderDescriptor {
  /** Also the folder's name and the `provider` of the configuration file. */
  readonly name: string;
  readonly title: string;
  readonly capabilities: Capabilities;
  /** The documented statuses in the upstream's spelling; shown by `GET /connections/{name}`. */
  readonly states: Readonly<Record<string, JobState>>;
  /** The key grammar in words, with examples. */
  readonly keyForms: readonly { form: string; kind: JobKind; example: string; meaning: string }[];
  /** Strict. */
  readonly optionsSchema: ZodType<Record<string, unknown>>;
  readonly authSchema: ZodType<Record<string, string>>;
  /** How long the upstream keeps an ended job; null: undocumented. */
  readonly remembersEndedForMs: number | null;
  /** null: not a key of this provider. */
  parseKey(key: string): ParsedKey | null;
  /** From an upstream job URL, path or `Location` value. */
  keyFromUrl(url: string, connection: ConnectionShape): string | null;
  /** Present if `capabilities.start`. */
  readonly start?: StartForm;
}

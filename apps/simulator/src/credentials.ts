/** Credentials that an upstream accepts. */
export interface Credentials {
  user: string;
  password: string;
}

export const DEFAULT_CREDENTIALS: readonly Credentials[] = [{ user: 'jobgate', password: 'jobgate-secret' }];

export function isAccepted(users: readonly Credentials[], user: unknown, password: unknown): boolean {
  return users.some((known) => known.user === user && known.password === password);
}

/** Reads `Authorization: Basic …`; undefined when there is none or it can't be read. */
export function basicCredentials(header: string | undefined): Credentials | undefined {
  const encoded = header?.match(/^Basic\s+(\S+)$/i)?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 0 ? undefined : { user: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}

/** Reads `Authorization: Bearer …`. */
export function bearerToken(header: string | undefined): string | undefined {
  return header?.match(/^Bearer\s+(\S+)$/i)?.[1];
}

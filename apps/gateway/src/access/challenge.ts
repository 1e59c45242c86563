/** The value of `WWW-Authenticate` (RFC 6750 §3). `missing`: no credentials were sent. */
export function challengeOf(refused: string): string {
  return refused === 'missing' ? 'Bearer realm="jobgate"' : 'Bearer realm="jobgate", error="invalid_token"';
}

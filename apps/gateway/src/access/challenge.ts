/** What `WWW-Authenticate` asks for (RFC 6750 §3). `missing`: nothing was sent that could be wrong. */
export function challengeOf(refused: string): string {
  return refused === 'missing' ? 'Bearer realm="jobgate"' : 'Bearer realm="jobgate", error="invalid_token"';
}

import type { UpstreamCall, UpstreamConnection } from '#libs/upstream';

/**
 * The right to change the configuration, which all management requests take. It hangs on the token and ends with it.
 * @see https://docs.oracle.com/en/industries/communications/session-border-controller/10.0.0/rest/op-rest-version-configuration-lock-post.html
 */
export function lockCall({ options }: Pick<UpstreamConnection, 'options'>, what: 'lock' | 'unlock'): UpstreamCall {
  const target = `/rest/${String(options['version'])}/configuration/${what}`;
  return { method: 'POST', target, headers: { accept: 'application/xml' } };
}

/** The route in the URL fragment. */
export type Route =
  { page: 'overview' } | { page: 'jobs'; query: URLSearchParams } | { page: 'job'; id: string } | { page: 'not-found' };

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  if (path === '' || path === '/') return { page: 'overview' };
  if (path === '/jobs') return { page: 'jobs', query: new URLSearchParams(query) };
  const id = /^\/jobs\/([^/]+)$/.exec(path)?.[1];
  if (id !== undefined) return { page: 'job', id: decode(id) };
  return { page: 'not-found' };
}

export const OVERVIEW = '#/';

export const jobHref = (id: string): string => `#/jobs/${encodeURIComponent(id)}`;

export function jobsHref(query: Record<string, string> | URLSearchParams = {}): string {
  const text = new URLSearchParams(query).toString().replaceAll('%2C', ',');
  return text === '' ? '#/jobs' : `#/jobs?${text}`;
}

/** Replaces the fragment without a history entry: a search would add one for each letter. */
export function replaceHash(hash: string): void {
  history.replaceState(null, '', hash);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

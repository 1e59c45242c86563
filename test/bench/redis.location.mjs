/** A plain Redis URL as the store names places. */
export function locationOf(url) {
  const { hostname: host, port, pathname } = new URL(url);
  const database = Number(pathname.slice(1) || 0);
  return { kind: 'single', host, port: Number(port), database, tls: false, username: null, password: null };
}

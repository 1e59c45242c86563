import { connect } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { Check, Finding } from './finding.js';

const WITHIN_MS = 3_000;

/** Opens a connection to the host and port of each upstream and closes it: nothing is sent. */
export const checkUpstreams: Check = ({ configuration }) =>
  Promise.all(
    configuration.connections.map(async ({ name, url }): Promise<Finding> => {
      const trouble = await troubleWith(new URL(url));
      const detail = `${name}: ${url} ${trouble === null ? 'is reachable' : `is not reachable from here (${trouble}): check its address and the network`}`;
      return { verdict: trouble === null ? 'ok' : 'warning', subject: 'upstream', detail };
    }),
  );

/** null: none. Whether the certificate is trusted is the workers' to say, who have the authorities. */
function troubleWith({ protocol, hostname, port }: URL): Promise<string | null> {
  const isSecure = protocol === 'https:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const target = { host, port: Number(port || (isSecure ? 443 : 80)) };
  return new Promise((resolve) => {
    const socket = isSecure ? connectSecurely({ ...target, rejectUnauthorized: false }) : connect(target);
    const end = (trouble: string | null) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(trouble);
    };
    const timer = setTimeout(() => end(`no answer within ${WITHIN_MS / 1_000} s`), WITHIN_MS);
    socket.once(isSecure ? 'secureConnect' : 'connect', () => end(null));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}

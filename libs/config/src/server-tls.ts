import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import type { ServerTls } from './configuration.js';
import type { Fault } from './configuration.error.js';
import type { FileContent } from './file.schema.js';
import { readCertificate } from './certificate.js';
import type { ReadFile } from './file-snapshot.js';

const BASE = 'gateway.tls';

/** Certificate and key of a TLS server, which have to match. null: nothing is named. */
export function readServerTls(
  files: FileContent['gateway']['tls'],
  read: ReadFile,
): { tls: ServerTls | null } | { faults: Fault[] } {
  if (files === null) return { tls: null };
  const cert = readCertificate(files.cert, read);
  const key = readKey(files.key, read);
  const clientCa = readCertificate(files.clientCa, read);
  if ('fault' in cert || 'fault' in key || 'fault' in clientCa) {
    const found = Object.entries({ cert, key, clientCa });
    return {
      faults: found.flatMap(([name, file]) =>
        'fault' in file ? [{ path: `${BASE}.${name}`, message: file.fault }] : [],
      ),
    };
  }
  const tls = { cert: cert.pem!, key: key.pem, clientCa: clientCa.pem };
  if (!new X509Certificate(tls.cert).checkPrivateKey(key.key)) {
    return {
      faults: [{ path: `${BASE}.key`, message: 'is not the key of the first certificate in gateway.tls.cert' }],
    };
  }
  return isUsable(tls) ? { tls } : { faults: [{ path: BASE, message: 'names files that TLS cannot be spoken with' }] };
}

function readKey(path: string, read: ReadFile): { pem: string; key: KeyObject } | { fault: string } {
  const content = read(path.replace(/^file:/, ''));
  if ('problem' in content) return { fault: content.problem };
  try {
    return { pem: content.text, key: createPrivateKey(content.text) };
  } catch {
    return { fault: 'names a file that holds no private key in PEM form without a passphrase' };
  }
}

/** Also the certificates behind the first, and what the library asks of keys. */
function isUsable({ cert, key, clientCa }: ServerTls): boolean {
  try {
    createSecureContext({ cert, key, ...(clientCa === null ? {} : { ca: clientCa }) });
    return true;
  } catch {
    return false;
  }
}

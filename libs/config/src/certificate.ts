import { X509Certificate } from 'node:crypto';
import type { ReadFile } from './file-snapshot.js';

/** The text of a file with certificates of authorities; null: no file is named. */
export function readCertificate(path: unknown, read: ReadFile): { pem: string | null } | { fault: string } {
  if (typeof path !== 'string' || path === '') return { pem: null };
  const content = read(path.replace(/^file:/, ''));
  if ('problem' in content) return { fault: content.problem };
  try {
    new X509Certificate(content.text);
    return { pem: content.text };
  } catch {
    return { fault: 'names a file that holds no certificate in PEM form' };
  }
}

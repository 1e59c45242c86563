import type { Warning } from './configuration.js';
import type { FileContent } from './file.schema.js';

/** What is allowed, but probably not meant, or not safe. */
export function warningsOf({ connections, access, webhooks, gateway, redis }: FileContent): Warning[] {
  const warnings: Warning[] = [];
  if (connections.length === 0) warnings.push({ path: 'connections', message: 'names no upstream system' });
  if (!redis.url.tls && hostsOf(redis.url).some((host) => !LOOPBACK.test(host))) {
    const message = 'is not encrypted: anyone on the network path can read all jobs and send upstream commands';
    warnings.push({ path: 'redis.url', message });
  }
  connections.forEach(({ url, tls }, index) => {
    const path = `connections[${index}]`;
    if (/^http:/i.test(url)) {
      warnings.push({ path: `${path}.url`, message: 'is not encrypted: credentials travel in the clear' });
    }
    if (!tls.verify) {
      warnings.push({
        path: `${path}.tls.verify`,
        message: 'is off: anyone on the network path can pose as this upstream',
      });
    }
  });
  const known = new Set(['*', ...connections.map(({ name }) => name)]);
  access.keys.forEach((key, keyIndex) =>
    key.connections.forEach((name, index) => {
      if (known.has(name)) return;
      const path = `access.keys[${keyIndex}].connections[${index}]`;
      warnings.push({ path, message: 'is not the name of a configured connection' });
    }),
  );
  access.keys.forEach((key, index) => {
    const other = access.keys.findIndex(({ name }) => name === key.name);
    if (rightsOf(key) === rightsOf(access.keys[other]!)) return;
    const message = `is the name of access.keys[${other}], too, which has other rights: webhooks of one reach as far as those of the other`;
    warnings.push({ path: `access.keys[${index}].name`, message });
  });
  if (access.jwt !== null && /^http:/i.test(access.jwt.jwksUrl)) {
    warnings.push({
      path: 'access.jwt.jwksUrl',
      message: 'is not encrypted: anyone on the network path can sign tokens',
    });
  }
  if (webhooks.allowPrivateTargets) {
    const message = 'opens every address and port to all callers with jobs:track: name networks in webhooks.allow';
    warnings.push({ path: 'webhooks.allowPrivateTargets', message });
  }
  if (access.anonymous === 'read' && gateway.hosts === null) {
    const message = 'is read, and gateway.hosts is not set: any web page can have its readers’ browsers read all jobs';
    warnings.push({ path: 'access.anonymous', message });
  }
  if (access.keys.length === 0 && access.anonymous === 'none' && access.jwt === null) {
    warnings.push({ path: 'access', message: 'lets nobody in: it has no key, and anonymous is none' });
  }
  return warnings;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/i;

function hostsOf(server: FileContent['redis']['url']): string[] {
  if (server.kind === 'single') return [server.host];
  return (server.kind === 'sentinel' ? server.sentinels : server.nodes).map(({ host }) => host);
}

const rightsOf = ({ scopes, connections }: FileContent['access']['keys'][number]): string =>
  JSON.stringify([scopes.toSorted(), connections.toSorted()]);

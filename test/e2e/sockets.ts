import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface Socket {
  protocol: string;
  localPort: number;
  remotePort: number;
  isListening: boolean;
}

const LISTEN = '0A';

/** The TCP and UDP sockets of a process, from /proc. */
export function socketsOf(pid: number): Socket[] {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((descriptor) => {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${descriptor}`)) ?? [];
      return inode === undefined ? [] : [inode];
    }),
  );
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((protocol) =>
    readFileSync(`/proc/${pid}/net/${protocol}`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => inodes.has(fields[9] ?? ''))
      .map(([, local = '', remote = '', state]) => ({
        protocol,
        localPort: portOf(local),
        remotePort: portOf(remote),
        isListening: state === LISTEN,
      })),
  );
}

/** `0100007F:1F90` */
const portOf = (address: string): number => Number.parseInt(address.split(':')[1] ?? '', 16);

/** A descriptor may be closed while the folder is read. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** An operation of the console that goes on as a job (or, for the console's own restart, without any). */
export interface ConsoleOperation {
  readonly name: string;
  readonly cancelable: boolean;
  /** 202 with an empty body: asynchronous, but no job. */
  readonly jobless?: boolean;
  /** The 202 also names the resource that is being created. */
  readonly createsAt?: string;
}

interface Family {
  readonly pattern: RegExp;
  readonly object: string;
  readonly cancelable: readonly string[];
  readonly others: readonly string[];
}

const FAMILIES: readonly Family[] = [
  {
    pattern: /^\/api\/console\/operations\/([^/]+)$/,
    object: 'console',
    cancelable: ['single-step-install'],
    others: ['delete-retrieved-internal-code', 'report-problem'],
  },
  {
    pattern: /^\/api\/cpcs\/[^/]+\/operations\/([^/]+)$/,
    object: 'cpc',
    cancelable: ['start', 'single-step-install'],
    others: [
      'stop',
      'activate',
      'deactivate',
      'set-cpc-power-save',
      'set-cpc-power-capping',
      'install-and-activate',
      'delete-retrieved-internal-code',
    ],
  },
  {
    pattern: /^\/api\/partitions\/[^/]+\/operations\/([^/]+)$/,
    object: 'partition',
    cancelable: ['start', 'stop'],
    others: ['scsi-dump', 'start-dump-program', 'psw-restart'],
  },
  {
    pattern: /^\/api\/logical-partitions\/[^/]+\/operations\/([^/]+)$/,
    object: 'logical-partition',
    cancelable: [],
    others: [
      'activate',
      'deactivate',
      'scsi-load',
      'scsi-dump',
      'nvme-load',
      'nvme-dump',
      'load',
      'load-from-ftp',
      'start',
      'stop',
      'reset-clear',
      'reset-normal',
      'psw-restart',
    ],
  },
  {
    pattern: /^\/api\/partition-links\/[^/]+\/operations\/([^/]+)$/,
    object: 'partition-link',
    cancelable: [],
    others: ['modify', 'delete'],
  },
  {
    pattern: /^\/api\/storage-groups\/[^/]+\/operations\/([^/]+)$/,
    object: 'storage-group',
    cancelable: [],
    others: ['start-fcp-storage-discovery'],
  },
  {
    pattern: /^\/api\/tape-libraries\/operations\/([^/]+)$/,
    object: 'tape-library',
    cancelable: [],
    others: ['discover-tape-libraries'],
  },
];

/** The operation behind a POST to this path, if it is one that goes on after its answer. */
export function operationAt(path: string): ConsoleOperation | undefined {
  if (path === '/api/console/operations/restart' || path === '/api/console/operations/shutdown') {
    return { name: path.slice('/api/'.length), cancelable: false, jobless: true };
  }
  if (path === '/api/partition-links') {
    return { name: 'partition-link/create', cancelable: false, createsAt: '/api/partition-links/' };
  }
  for (const { pattern, object, cancelable, others } of FAMILIES) {
    const verb = pattern.exec(path)?.[1];
    if (verb === undefined) continue;
    if (cancelable.includes(verb)) return { name: `${object}/${verb}`, cancelable: true };
    if (others.includes(verb)) return { name: `${object}/${verb}`, cancelable: false };
  }
  return undefined;
}

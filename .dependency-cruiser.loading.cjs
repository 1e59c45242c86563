// What is loaded when a process starts: types are gone by then, and an `import()` runs only where it is called. The list
// of providers names their clients in this way, so that a gateway can hold the list without the clients.
const options = require('./.dependency-cruiser.options.cjs');

module.exports = {
  options: { ...options, exclude: { ...options.exclude, dynamic: true }, tsPreCompilationDeps: false },
  forbidden: [
    {
      name: 'gateway-loads-no-upstream',
      severity: 'error',
      comment:
        'Starting a gateway must not load libs/upstream by any path: no credential and no upstream socket at the edge.',
      from: { path: '^apps/gateway/src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/upstream/', reachable: true },
    },
    {
      name: 'gateway-loads-no-observer',
      severity: 'error',
      comment: 'Refreshing is the workers’ work: a gateway asks for it through libs/requests.',
      from: { path: '^apps/gateway/src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/observer/', reachable: true },
    },
    {
      name: 'gateway-loads-no-delivery',
      severity: 'error',
      comment: 'Webhooks are sent by workers: a gateway opens no socket to an address that a caller chose.',
      from: { path: '^apps/gateway/src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/delivery/', reachable: true },
    },
    {
      name: 'gateway-loads-no-board',
      severity: 'error',
      comment:
        'Few gateways ever show the page about the queues, and it takes 7 MB of the heap: queue.boards.ts loads it when it is asked for.',
      from: { path: '^apps/gateway/src/(?!queues/)', pathNot: '\\.spec\\.ts$' },
      to: { path: '(^|/)node_modules/@bull-board/', reachable: true },
    },
  ],
};

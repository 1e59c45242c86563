// Who may import whom: "Repository layout" in CONTRIBUTING.md. Specs and the test/ folder beside a src/ may use what they need
// to build a scene, but also enter libraries by their doors.
const options = require('./.dependency-cruiser.options.cjs');

const SPEC = '\\.spec\\.ts$|^(apps|libs)/[^/]+/test/';
const OURS = '^(libs|apps)/';
const DOORS = 'libs/[^/]+/src/index\\.ts$|^libs/providers/src/catalog\\.ts$';

const lib = (...names) => `^libs/(${names.join('|')})/`;
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})/`;
const source = (path) => ({ path, pathNot: SPEC });

/** Of what is ours, `name` may import itself and these; `comment` teaches. */
function mayImport(name, from, allowed, comment) {
  return { name, severity: 'error', comment, from: source(from), to: { path: OURS, pathNot: [from, ...allowed] } };
}

function onlyIn(name, packages, homes, comment) {
  const from = { path: OURS, pathNot: [SPEC, ...homes] };
  return { name, severity: 'error', comment, from, to: { path: npm(...packages) } };
}

/** The stages of a poll, from left to right; see libs/observer/src/polling/poll.ts. */
const POLL_STAGES = ['claim', 'single-flight', 'fetch', 'translate', 'apply', 'plan', 'commit', 'publish'];

const pollStages = (...stages) => `^libs/observer/src/polling/(${stages.join('|')})\\.ts$`;

/** A stage may name what it hands on by the types of later ones, and knows nothing of those before it. */
function knowsNoEarlierStage(stage, index) {
  return {
    name: `poll-stage-${stage}`,
    severity: 'error',
    comment:
      'A stage of a poll knows the value it receives and the one it returns, and nothing of the stages before it: what both need is defined by the later one.',
    from: { path: pollStages(stage) },
    to: { path: pollStages('poll', ...POLL_STAGES.slice(0, index)) },
  };
}

module.exports = {
  options: { ...options, tsPreCompilationDeps: true },
  forbidden: [
    {
      name: 'jobs-stands-alone',
      severity: 'error',
      comment:
        'libs/jobs is the pure model that all others share: it imports nothing of ours, no framework and no I/O.',
      from: source(lib('jobs')),
      // A hash is a pure function.
      to: { pathNot: [lib('jobs'), '^crypto$'] },
    },
    mayImport(
      'upstream-downwards',
      lib('upstream'),
      [lib('jobs')],
      'libs/upstream is how workers call out: of ours it knows the model alone, no provider and no store.',
    ),
    mayImport(
      'providers-downwards',
      lib('providers'),
      [lib('upstream', 'jobs')],
      'A provider speaks to its upstream through libs/upstream and answers in the model; storing, scheduling and settings are its callers’ work.',
    ),
    {
      name: 'providers-apart',
      severity: 'error',
      comment:
        'A provider never imports another one: what two of them need belongs to libs/upstream or above the folders.',
      from: source('^libs/providers/src/([^/]+)/'),
      to: { path: '^libs/providers/src/[^/]+/', pathNot: '^libs/providers/src/$1/' },
    },
    mayImport(
      'observer-downwards',
      lib('observer'),
      [lib('providers', 'store', 'requests', 'queue', 'upstream', 'jobs', 'config', 'telemetry')],
      'libs/observer decides when to look and has providers look: it knows neither callers and their rights nor an app.',
    ),
    ...POLL_STAGES.map(knowsNoEarlierStage).slice(1),
    mayImport(
      'queue-is-a-leaf',
      lib('queue'),
      [],
      'libs/queue is what all users of BullMQ share, whatever they queue.',
    ),
    mayImport(
      'requests-downwards',
      lib('requests'),
      [lib('queue', 'jobs', 'store', 'telemetry')],
      'libs/requests is what a gateway may ask of workers: payloads in terms of the model, put into the queue of the worker that holds the lease.',
    ),
    mayImport(
      'store-downwards',
      lib('store'),
      [lib('jobs')],
      'libs/store keeps records in Redis: of ours it knows the model alone.',
    ),
    mayImport(
      'webhooks-downwards',
      lib('webhooks'),
      [lib('store', 'jobs')],
      'libs/webhooks is what a subscription is and what it is told, for gateways and workers: it sends nothing.',
    ),
    mayImport(
      'delivery-downwards',
      lib('delivery'),
      [lib('webhooks', 'store', 'queue', 'upstream', 'telemetry', 'jobs')],
      'libs/delivery takes webhooks to their receivers: it knows no provider, and not when a job is looked at.',
    ),
    mayImport(
      'access-is-a-leaf',
      lib('access'),
      [lib('jobs')],
      'libs/access decides who may do what, whoever asks: at most the model stands below it.',
    ),
    mayImport(
      'telemetry-is-a-leaf',
      lib('telemetry'),
      [lib('jobs')],
      'libs/telemetry is used by everybody, so it knows nobody: at most the model stands below it.',
    ),
    mayImport(
      'config-is-a-leaf',
      lib('config'),
      [lib('jobs'), '^libs/providers/src/catalog\\.ts$'],
      'libs/config validates the file against the model and the catalog of providers, and loads no upstream client.',
    ),
    mayImport(
      'client-speaks-http',
      lib('client'),
      [],
      'libs/client is generated from the OpenAPI file and shipped to callers: it shares no code with the server.',
    ),
    mayImport(
      'gateway-reads-and-asks',
      '^apps/gateway/',
      [
        lib('access', 'config', 'jobs', 'requests', 'store', 'telemetry', 'webhooks'),
        '^libs/providers/src/catalog\\.ts$',
      ],
      'A gateway reads the store and asks workers; it knows providers by the catalog only, so no upstream client and no credential is near it.',
    ),
    mayImport(
      'cli-speaks-http',
      '^apps/cli/',
      [lib('client')],
      'The command line is a caller like any other: it has the typed client and nothing else of ours.',
    ),
    mayImport(
      'operator-keeps-the-store',
      '^apps/operator/',
      [lib('config', 'jobs', 'requests', 'store', 'telemetry', 'webhooks')],
      'An operator’s command works on the store and the queues that the configuration names: it holds no credential of an upstream and logs on to none.',
    ),
    mayImport(
      'dashboard-speaks-http',
      '^apps/dashboard/',
      [lib('client')],
      'The dashboard runs in a browser and is a caller like any other: it has the typed client and nothing else of ours.',
    ),
    mayImport(
      'simulator-stands-alone',
      '^apps/simulator/',
      [],
      'The simulator shares no code with the providers, or a mistake in both would cancel out.',
    ),
    {
      name: 'apps-apart',
      severity: 'error',
      comment: 'Processes meet in Redis and over HTTP, never in code: what two apps need is a library.',
      from: source('^apps/([^/]+)/'),
      to: { path: '^apps/[^/]+/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-know-no-app',
      severity: 'error',
      comment: 'Imports run downwards: a library is used by apps and knows none.',
      from: source('^libs/'),
      to: { path: '^apps/' },
    },
    {
      name: 'sources-know-no-test',
      severity: 'error',
      comment: 'What only tests need stays under test/ or in specs.',
      from: source(OURS),
      to: { path: `^test/|${SPEC}` },
    },
    {
      name: 'libs-by-the-door',
      severity: 'error',
      comment:
        'A library is entered through its index.ts (providers also through catalog.ts): export there what others need.',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/', pathNot: ['^libs/$1/', DOORS] },
    },
    {
      name: 'libs-by-the-door-from-outside',
      severity: 'error',
      comment:
        'A library is entered through its index.ts (providers also through catalog.ts): export there what others need.',
      // The contract kit meets each provider by itself.
      from: { path: '^(apps|test)/', pathNot: '^test/contract/[^/]+\\.harness\\.ts$' },
      to: { path: '^libs/', pathNot: DOORS },
    },
    onlyIn(
      'redis-in-the-store',
      ['ioredis'],
      [lib('store', 'requests', 'observer'), '^apps/worker/'],
      'Redis is spoken to in libs/store; only where BullMQ wants a connection may ioredis be imported too.',
    ),
    onlyIn(
      'queues-in-few-rooms',
      ['bullmq'],
      [lib('queue', 'requests', 'observer', 'delivery'), '^apps/worker/'],
      'BullMQ stays in libs/queue, libs/requests, libs/observer, libs/delivery and apps/worker, so that the queue can be exchanged there.',
    ),
    onlyIn(
      'board-in-the-gateway',
      ['@bull-board/[^/]+'],
      ['^apps/gateway/src/queues/'],
      'The page about the queues stands in apps/gateway/src/queues, which decides what of a request may be seen, and by whom.',
    ),
    onlyIn(
      'http-in-upstream',
      ['undici'],
      [lib('upstream', 'delivery')],
      'Calls to upstreams go through libs/upstream, which limits, redacts and renews sessions for everyone; webhooks leave by libs/delivery, which vets their targets.',
    ),
    onlyIn(
      'stomp-in-upstream',
      ['stompit'],
      [lib('upstream')],
      'Brokers are listened to through libs/upstream, which sets limits and notices silence for everyone.',
    ),
    onlyIn(
      'pages-in-the-dashboard',
      ['react', 'react-dom', '@tanstack/[^/]+', 'uplot', 'vite'],
      ['^apps/dashboard/'],
      'What draws pages is bundled with the dashboard, and loaded by no process.',
    ),
    onlyIn(
      'tokens-in-access',
      ['jose'],
      [lib('access')],
      'Tokens are judged in libs/access alone, so that there is one list of algorithms and one idea of their time.',
    ),
    onlyIn(
      'metrics-in-telemetry',
      ['prom-client'],
      [lib('telemetry')],
      'Metrics are counted with the families of libs/telemetry: there each has its name, its labels and its meaning.',
    ),
    {
      name: 'traces-in-telemetry',
      severity: 'error',
      comment: 'What sends traces is loaded by libs/telemetry alone, and only where traces are wanted.',
      from: { path: OURS, pathNot: [SPEC, '^libs/telemetry/src/traces/trace-exporter\\.ts$'] },
      to: { path: '(^|/)node_modules/@opentelemetry/', pathNot: '(^|/)node_modules/@opentelemetry/api/' },
    },
    {
      name: 'gateway-calls-one-address',
      severity: 'error',
      comment:
        'A gateway calls nobody but Redis and, where tokens are taken, the address of their issuer’s keys: libs/access/src/jwks.fetch.ts. Traces, where they are wanted, leave by the exporter of OpenTelemetry.',
      from: {
        path: ['^apps/gateway/', lib('access', 'config', 'jobs', 'requests', 'store', 'telemetry')],
        pathNot: [SPEC, '^libs/access/src/jwks\\.fetch\\.ts$'],
      },
      to: { path: '^(https|http2)$' },
    },
    {
      name: 'no-development-packages',
      severity: 'error',
      comment: 'An installation has no devDependencies: move the package to dependencies, or the import to a spec.',
      // The dashboard is bundled with what it needs.
      from: { path: OURS, pathNot: [SPEC, '^apps/dashboard/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    {
      name: 'no-unlisted-packages',
      severity: 'error',
      comment: 'What is imported stands in package.json; what another package happens to bring may be gone tomorrow.',
      from: { path: '^(apps|libs|test)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'The import leads nowhere: the file is missing, or its name ends in something else than .js.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one idea, or hide a third: name it.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nobody imports this file and it imports nobody: wire it up or remove it.',
      from: {
        path: OURS,
        pathNot: [SPEC, '\\.d\\.ts$', '/src/main\\.tsx?$', '^apps/dashboard/vite\\.config\\.ts$'],
        orphan: true,
      },
      to: {},
    },
  ],
};

/** One breach of one rule: `from` imports with these lines and the rule must name the pair. */
export interface SeededViolation {
  rule: string;
  breach: string;
  from: string;
  text: string;
  to: string;
}

const index = (lib: string) => `libs/${lib}/src/index.ts`;
const uses = (specifier: string) => `import * as used from '${specifier}';\nexport const here = used;\n`;
const usesType = (specifier: string) => `import type { Thing } from '${specifier}';\nexport type Here = Thing;\n`;

function breach(rule: string, sentence: string, from: string, to: string, text: string): SeededViolation {
  return { rule, breach: sentence, from, to, text };
}

/** `import`s of one library by another, each forbidden by the rule. */
function libraryBreaches(rule: string, from: string, forbidden: readonly string[]): SeededViolation[] {
  return forbidden.map((lib) =>
    breach(rule, `${from} imports libs/${lib}`, `${from}/seeded-${lib}.ts`, index(lib), uses(`#libs/${lib}`)),
  );
}

const POLLING = 'libs/refresh/src/polling';
const POLL_STAGES = ['claim', 'single-flight', 'fetch', 'translate', 'apply', 'plan', 'commit', 'publish'];

/** Each stage of a poll but the first imports the one before it. */
const STAGE_BREACHES = POLL_STAGES.slice(1).map((stage, index) => {
  const earlier = POLL_STAGES[index]!;
  const sentence = `${stage} imports ${earlier}, an earlier stage of a poll`;
  return breach(
    `poll-stage-${stage}`,
    sentence,
    `${POLLING}/${stage}.ts`,
    `${POLLING}/${earlier}.ts`,
    uses(`./${earlier}.js`),
  );
});

export const SEEDED_VIOLATIONS: readonly SeededViolation[] = [
  ...libraryBreaches('jobs-stands-alone', 'libs/jobs/src', ['store', 'config']),
  breach(
    'jobs-stands-alone',
    'the model uses Nest',
    'libs/jobs/src/nest.ts',
    npm('@nestjs/common'),
    uses('@nestjs/common'),
  ),
  breach('jobs-stands-alone', 'the model reads files', 'libs/jobs/src/files.ts', 'fs', uses('node:fs')),
  breach(
    'jobs-stands-alone',
    'the model names a type of the store',
    'libs/jobs/src/type.ts',
    index('store'),
    usesType('#libs/store'),
  ),
  ...libraryBreaches('upstream-downwards', 'libs/upstream/src', ['providers', 'store', 'config', 'telemetry']),
  ...libraryBreaches('providers-downwards', 'libs/providers/src/datameer', ['store', 'refresh', 'requests', 'config']),
  breach(
    'providers-apart',
    'a provider imports another one',
    'libs/providers/src/datameer/neighbor.ts',
    'libs/providers/src/ibm-hmc/ibm-hmc.states.ts',
    uses('../ibm-hmc/ibm-hmc.states.js'),
  ),
  ...libraryBreaches('refresh-downwards', 'libs/refresh/src', ['access', 'webhooks']),
  ...STAGE_BREACHES,
  ...libraryBreaches('requests-downwards', 'libs/requests/src', ['store', 'refresh', 'config']),
  ...libraryBreaches('store-downwards', 'libs/store/src', ['requests', 'config', 'upstream']),
  ...libraryBreaches('webhooks-downwards', 'libs/webhooks/src', ['delivery', 'access', 'upstream']),
  ...libraryBreaches('delivery-downwards', 'libs/delivery/src', ['refresh', 'providers', 'access']),
  ...libraryBreaches('access-is-a-leaf', 'libs/access/src', ['config', 'store']),
  ...libraryBreaches('telemetry-is-a-leaf', 'libs/telemetry/src', ['config', 'store']),
  ...libraryBreaches('queue-is-a-leaf', 'libs/queue/src', ['requests', 'store']),
  ...libraryBreaches('config-is-a-leaf', 'libs/config/src', ['providers', 'upstream', 'access']),
  ...libraryBreaches('client-speaks-http', 'libs/client/src', ['jobs']),
  ...libraryBreaches('gateway-reads-and-asks', 'apps/gateway/src', ['providers', 'upstream', 'refresh']),
  breach(
    'gateway-reads-and-asks',
    'a gateway loads an upstream client when it likes',
    'apps/gateway/src/late.ts',
    index('upstream'),
    `export const late = () => import('#libs/upstream');\n`,
  ),
  ...libraryBreaches('cli-speaks-http', 'apps/cli/src', ['jobs', 'store']),
  ...libraryBreaches('operator-keeps-the-store', 'apps/operator/src', ['upstream', 'providers', 'refresh']),
  ...libraryBreaches('dashboard-speaks-http', 'apps/dashboard/src', ['jobs', 'access']),
  ...libraryBreaches('simulator-stands-alone', 'apps/simulator/src', ['jobs', 'providers']),
  breach(
    'apps-apart',
    'a gateway imports the worker',
    'apps/gateway/src/worker.ts',
    'apps/worker/src/main.ts',
    uses('../../worker/src/main.js'),
  ),
  breach(
    'libs-know-no-app',
    'a library imports an app',
    'libs/refresh/src/app.ts',
    'apps/worker/src/main.ts',
    uses('../../../apps/worker/src/main.js'),
  ),
  breach(
    'sources-know-no-test',
    'a source imports what tests share',
    'libs/store/src/scene.ts',
    'test/scene.ts',
    uses('../../../test/scene.js'),
  ),
  breach(
    'libs-by-the-door',
    'a library reaches into another one',
    'libs/refresh/src/burglar.ts',
    'libs/store/src/store.keys.ts',
    uses('../../store/src/store.keys.js'),
  ),
  breach(
    'libs-by-the-door',
    'a spec reaches into another library',
    'libs/refresh/src/burglar.spec.ts',
    'libs/store/src/store.keys.ts',
    uses('../../store/src/store.keys.js'),
  ),
  breach(
    'libs-by-the-door-from-outside',
    'an app reaches into a library',
    'apps/worker/src/burglar.ts',
    'libs/store/src/store.keys.ts',
    uses('../../../libs/store/src/store.keys.js'),
  ),
  breach(
    'redis-in-the-store',
    'a gateway speaks to Redis',
    'apps/gateway/src/redis.ts',
    npm('ioredis'),
    uses('ioredis'),
  ),
  breach('queues-in-few-rooms', 'the store keeps a queue', 'libs/store/src/queue.ts', npm('bullmq'), uses('bullmq')),
  breach(
    'board-in-the-gateway',
    'another room shows queues',
    'apps/gateway/src/metrics/board.ts',
    npm('@bull-board/api'),
    uses('@bull-board/api'),
  ),
  breach(
    'http-in-upstream',
    'a provider calls out by itself',
    'libs/providers/src/datameer/call.ts',
    npm('undici'),
    uses('undici'),
  ),
  breach(
    'stomp-in-upstream',
    'a provider listens by itself',
    'libs/providers/src/ibm-hmc/listen.ts',
    npm('stompit'),
    uses('stompit'),
  ),
  breach(
    'tokens-in-access',
    'a gateway judges tokens by itself',
    'apps/gateway/src/tokens.ts',
    npm('jose'),
    uses('jose'),
  ),
  breach(
    'metrics-in-telemetry',
    'a gateway counts by itself',
    'apps/gateway/src/counts.ts',
    npm('prom-client'),
    uses('prom-client'),
  ),
  breach(
    'traces-in-telemetry',
    'a gateway sends traces by itself',
    'apps/gateway/src/traces.ts',
    npm('@opentelemetry/core'),
    uses('@opentelemetry/core'),
  ),
  breach(
    'pages-in-the-dashboard',
    'a gateway draws pages by itself',
    'apps/gateway/src/page.ts',
    npm('react'),
    uses('react'),
  ),
  breach('gateway-calls-one-address', 'a gateway calls out', 'apps/gateway/src/call.ts', 'https', uses('node:https')),
  breach(
    'gateway-calls-one-address',
    'a library of the gateway calls out',
    'libs/access/src/call.ts',
    'https',
    uses('node:https'),
  ),
  breach(
    'no-development-packages',
    'a source needs a devDependency',
    'libs/telemetry/src/probe.ts',
    npm('supertest'),
    uses('supertest'),
  ),
  breach(
    'no-unlisted-packages',
    'a source needs what package.json does not list',
    'libs/telemetry/src/stray.ts',
    npm('stray'),
    uses('stray'),
  ),
  breach(
    'no-unresolvable',
    'an import leads nowhere',
    'libs/telemetry/src/lost.ts',
    './nowhere.js',
    uses('./nowhere.js'),
  ),
  breach('no-cycles', 'two files need each other', 'libs/store/src/egg.ts', 'libs/store/src/hen.ts', uses('./hen.js')),
  breach(
    'no-orphans',
    'a file is alone',
    'libs/store/src/alone.ts',
    'libs/store/src/alone.ts',
    'export const alone = true;\n',
  ),
];

export const SEEDED_LOADING_VIOLATIONS: readonly SeededViolation[] = [
  breach(
    'gateway-loads-no-upstream',
    'a descriptor imports its client',
    'apps/gateway/src/main.ts',
    index('upstream'),
    uses('#libs/providers/catalog'),
  ),
  breach(
    'gateway-loads-no-refresh',
    'the store imports what refreshes',
    'apps/gateway/src/main.ts',
    index('refresh'),
    uses('#libs/store'),
  ),
  breach(
    'gateway-loads-no-delivery',
    'what a subscription is imports what sends',
    'apps/gateway/src/main.ts',
    index('delivery'),
    uses('#libs/webhooks'),
  ),
  breach(
    'gateway-loads-no-board',
    'what finds the board imports it',
    'apps/gateway/src/gateway.module.ts',
    npm('@bull-board/api'),
    uses('./queues/queue.boards.js'),
  ),
];

function npm(name: string): string {
  return `node_modules/${name}/index.js`;
}

const LIBS = [
  'jobs',
  'upstream',
  'providers',
  'store',
  'requests',
  'observer',
  'access',
  'webhooks',
  'delivery',
  'telemetry',
  'config',
  'client',
];
const DEPENDENCIES = [
  '@bull-board/api',
  '@nestjs/common',
  '@opentelemetry/core',
  'bullmq',
  'ioredis',
  'jose',
  'prom-client',
  'stompit',
  'undici',
];
const STRAYS = ['supertest', 'react', 'stray'];

const value = 'export const value = 1;\n';
const all = (...specifiers: string[]) => specifiers.map((specifier) => `export * from '${specifier}';\n`).join('');

/** A repository in miniature that keeps every rule. */
export const SOUND_TREE: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'miniature',
    type: 'module',
    imports: {
      '#libs/providers/catalog': './dist/libs/providers/src/catalog.js',
      '#libs/*': './dist/libs/*/src/index.js',
    },
    dependencies: Object.fromEntries(DEPENDENCIES.map((name) => [name, '*'])),
    devDependencies: { supertest: '*', react: '*' },
  }),
  ...Object.fromEntries([...DEPENDENCIES, ...STRAYS].flatMap((name) => packageFiles(name))),
  ...Object.fromEntries(LIBS.map((lib) => [`libs/${lib}/src/index.ts`, all(`./${lib}.part.js`)])),
  ...Object.fromEntries(LIBS.map((lib) => [`libs/${lib}/src/${lib}.part.ts`, value])),
  'libs/upstream/src/upstream.part.ts': `${all('#libs/jobs')}import { value } from 'undici';\nimport { value as heard } from 'stompit';\nexport const fetched = [value, heard];\n`,
  'libs/providers/src/providers.part.ts': all('./provider-list.js'),
  'libs/providers/src/provider-list.ts': `import { states } from './ibm-hmc/ibm-hmc.states.js';
export const list = [{ states, load: () => import('./ibm-hmc/ibm-hmc.client.js') }];
`,
  'libs/providers/src/catalog.ts': all('./provider-list.js'),
  'libs/providers/src/ibm-hmc/ibm-hmc.states.ts': value.replace('value', 'states'),
  'libs/providers/src/ibm-hmc/ibm-hmc.client.ts': all('#libs/upstream', './ibm-hmc.states.js'),
  'libs/providers/src/datameer/datameer.client.ts': all('#libs/upstream'),
  'libs/store/src/store.part.ts': `${all('./store.keys.js', '#libs/jobs')}import { value } from 'ioredis';\nexport const redis = value;\n`,
  'libs/store/src/store.keys.ts': value.replace('value', 'keys'),
  'libs/requests/src/requests.part.ts': `${all('#libs/jobs')}import { value } from 'bullmq';\nexport const queue = value;\n`,
  'libs/observer/src/polling/poll.ts': all('./claim.js', './publish.js'),
  'libs/observer/src/polling/claim.ts': `import type { published } from './publish.js';\nexport type Claimed = typeof published;\n`,
  'libs/observer/src/polling/publish.ts': value.replace('value', 'published'),
  'libs/observer/src/observer.part.ts': `${all('./polling/poll.js')}${all('#libs/providers', '#libs/store', '#libs/requests', '#libs/jobs', '#libs/config')}import type { fetched } from '#libs/upstream';
export type Fetched = typeof fetched;
`,
  'libs/webhooks/src/webhooks.part.ts': all('#libs/store', '#libs/jobs'),
  'libs/delivery/src/delivery.part.ts': `${all('#libs/webhooks', '#libs/upstream', '#libs/telemetry')}import { value } from 'undici';\nimport { value as kept } from 'bullmq';\nexport const sent = [value, kept];\n`,
  'libs/config/src/config.part.ts': all('#libs/jobs', '#libs/providers/catalog'),
  'libs/access/src/access.part.ts': `${all('#libs/jobs', './jwks.fetch.js')}import { value } from 'jose';\nexport const judge = value;\n`,
  'libs/access/src/jwks.fetch.ts': `import { get } from 'node:https';\nexport const read = get;\n`,
  'libs/telemetry/src/telemetry.part.ts': all('#libs/jobs'),
  'libs/jobs/src/jobs.part.spec.ts': `import { value } from 'supertest';\nexport const scene = value;\n`,
  'apps/gateway/src/main.ts': all(
    '#libs/access',
    '#libs/config',
    '#libs/jobs',
    '#libs/requests',
    '#libs/store',
    '#libs/telemetry',
    '#libs/webhooks',
    '#libs/providers/catalog',
  ),
  'apps/worker/src/main.ts': all(
    '#libs/observer',
    '#libs/delivery',
    '#libs/telemetry',
    '#libs/config',
    '#libs/providers',
  ),
  'apps/simulator/src/main.ts': `import { createServer } from 'node:http';\nexport const simulator = createServer;\n`,
  'apps/cli/src/main.ts': all('#libs/client'),
  'apps/operator/src/main.ts': all('#libs/config', '#libs/jobs', '#libs/store'),
  'apps/dashboard/src/main.tsx': `${all('#libs/client')}import { value } from 'react';\nexport const page = value;\n`,
  'test/scene.ts': all('#libs/store', '#libs/client'),
};

function packageFiles(name: string): [string, string][] {
  const description = JSON.stringify({ name, version: '1.0.0', type: 'module', main: 'index.js' });
  return [
    [`node_modules/${name}/package.json`, description],
    [`node_modules/${name}/index.js`, value],
  ];
}

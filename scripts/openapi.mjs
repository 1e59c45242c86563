// npm run openapi: writes the gateway's OpenAPI document and the types of libs/client.
// A breaking change is rejected until CHANGELOG.md names the operation under "Breaking".
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { breaksOf, unannounced } from './openapi/openapi.breaks.mjs';
import { OpenApiFiles } from './openapi/openapi.files.mjs';
import { runScript } from './processes/script.mjs';
import { ROOT } from './root.mjs';
import { build } from './steps/build.step.mjs';

/** Never used: the document exists before anything connects or listens. */
const CONFIGURATION = { redis: { url: 'redis://127.0.0.1:1' }, access: { keys: [] }, connections: [] };
const load = (path) => import(pathToFileURL(join(ROOT, 'dist', path)).href);

async function presentDocument() {
  const { parseConfiguration } = await load('libs/config/src/index.js');
  const { createLogger } = await load('libs/telemetry/src/index.js');
  const { createGateway } = await load('apps/gateway/src/gateway.application.js');
  const { ApiDocument } = await load('apps/gateway/src/documentation/api-document.js');
  const configuration = parseConfiguration(JSON.stringify(CONFIGURATION), 'gateway', {});
  const app = await createGateway(configuration, createLogger({ service: 'gateway', level: 'fatal' }));
  return JSON.parse(JSON.stringify(app.get(ApiDocument).in('document')));
}

await runScript(async () => {
  await build(ROOT, { announce: console.log });
  const files = new OpenApiFiles(ROOT);
  const document = await presentDocument();
  const committed = await files.read();
  const breaks = committed ? breaksOf(committed, document) : [];
  const silent = unannounced(breaks, await readFile(join(ROOT, 'CHANGELOG.md'), 'utf8'));
  if (silent.length > 0) {
    const lines = silent.map(({ where, what }) => `  ${where}: ${what}`);
    throw new Error(`Breaking changes. Name each operation under "### Breaking" in CHANGELOG.md:\n${lines.join('\n')}`);
  }
  await files.write(document);
  console.log(`${Object.keys(document.paths).length} paths written.`);
  process.exit(0);
});

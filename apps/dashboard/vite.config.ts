import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Where `npm run dashboard` finds the API. */
const GATEWAY = 'http://127.0.0.1:3000';
const API = ['/jobs', '/connections', '/events', '/audit', '/webhooks', '/health', '/problems', '/docs', '/openapi'];

export default defineConfig({
  root: at('./src'),
  resolve: { alias: { '#libs/client': at('../../libs/client/src/index.ts') } },
  build: {
    outDir: at('../../dist/apps/dashboard'),
    emptyOutDir: true,
    // Browsers that know `light-dark()`: colors stay readable in what is served.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // Files of its own, so that the policy of the page need allow no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // Marks for servers that render pages, of which there is none here.
      onLog: (level, log, handle) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && handle(level, log),
    },
  },
  logLevel: 'warn',
  server: { proxy: Object.fromEntries(API.map((path) => [path, GATEWAY])) },
});

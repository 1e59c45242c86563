import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseConfiguration } from '#libs/config';
import { read, ROOT } from './repository.js';

interface Service {
  command?: string[];
  build?: { target?: string };
  healthcheck?: { test: string[] };
  environment?: Record<string, string>;
  volumes?: string[];
  read_only?: boolean;
  cap_drop?: string[];
}

const CONFIGURATION = 'deploy/compose/jobgate.yaml';
const { services } = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };

describe('the compose file', () => {
  it('starts Redis, the simulator, a worker and a gateway', () => {
    expect(Object.keys(services).sort()).toEqual(['gateway', 'redis', 'simulator', 'worker']);
  });

  it.each(['simulator', 'worker', 'gateway'])('%s runs the app of that name', (name) => {
    const [program, ...rest] = services[name]?.command ?? [];
    // Flags of Node.js may come before it.
    expect([program, rest.find((part) => !part.startsWith('--'))]).toEqual(['node', `dist/apps/${name}/src/main.js`]);
    expect(existsSync(join(ROOT, `apps/${name}/src/main.ts`))).toBe(true);
  });

  it.each(['simulator', 'worker', 'gateway'])(
    '%s writes to no file and has no rights that it does not need',
    (name) => {
      expect(services[name]).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    },
  );

  it('has a Redis that persists, and evicts nothing', () => {
    const command = services['redis']?.command?.join(' ');
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
    expect(services['redis']?.volumes).toEqual(['redis-data:/data']);
  });

  it.each(Object.keys(services))('%s says how it is', (name) => {
    expect(services[name]?.healthcheck?.test.length).toBeGreaterThan(1);
  });

  it('gives the upstream password to the worker alone', () => {
    const holders = Object.entries(services).filter(
      ([, { environment }]) => 'SIMULATOR_PASSWORD' in (environment ?? {}),
    );
    expect(holders.map(([name]) => name)).toEqual(['worker']);
  });

  it.each(['gateway', 'worker'] as const)('has a configuration that a %s accepts', (role) => {
    const environment = services[role]?.environment ?? {};
    const configuration = parseConfiguration(read(CONFIGURATION), role, environment);
    expect(configuration.connections.map(({ name }) => name)).toEqual([
      'hmc-lab',
      'otc-prod',
      'dm-prod',
      'analyzer',
      'sbc-edge',
    ]);
  });

  it.each(['gateway', 'worker'])('%s is given that configuration', (name) => {
    expect(services[name]?.volumes).toContain(`./${CONFIGURATION}:/etc/jobgate/jobgate.yaml:ro`);
    expect(services[name]?.environment?.JOBGATE_CONFIG).toBe('/etc/jobgate/jobgate.yaml');
  });
});

describe('the image', () => {
  const lines = read('deploy/Dockerfile').split('\n');

  it('holds the programs that the health checks run', () => {
    const programs = Object.values(services).map(({ healthcheck }) => healthcheck?.test[2] ?? '');
    const needed = new Set(programs.filter((path) => path.startsWith('deploy/')));
    expect([...needed].sort()).toEqual(['deploy/answers.mjs', 'deploy/connections-leased.mjs']);
    for (const path of needed) {
      expect(existsSync(join(ROOT, path))).toBe(true);
      expect(lines.some((line) => line.startsWith('COPY') && line.includes(path))).toBe(true);
      expect(read('.dockerignore').split('\n')).toContain(`!${path}`);
    }
  });

  it('does not run as root', () => {
    const users = lines.filter((line) => line.startsWith('USER'));
    expect(users).toEqual(['USER node']);
    expect(lines.indexOf('USER node')).toBeGreaterThan(lines.indexOf('COPY --from=build /image ./'));
  });

  it('holds what the compose file runs', () => {
    expect(lines).toContain('RUN npm run build && node scripts/image.mjs /image');
    expect(lines).toContain('COPY --from=build /image ./');
  });

  it('has the simulator only where that is asked for, as the compose file does', () => {
    const targets = Object.entries(services).map(([name, { build }]) => [name, build?.target]);
    expect(targets.filter(([, target]) => target !== undefined)).toEqual([['simulator', 'simulator']]);
    const last = lines.findLastIndex((line) => line.startsWith('FROM'));
    expect(lines[last]).toBe('FROM runtime AS production');
    const stage = (name: string) => lines.findIndex((line) => line.endsWith(` AS ${name}`));
    const mentions = lines.flatMap((line, index) => (line.includes('dist/apps/simulator') ? [index] : []));
    expect(mentions).toHaveLength(1);
    expect(mentions[0]).toBeGreaterThan(stage('simulator'));
    expect(mentions[0]).toBeLessThan(stage('production'));
  });
});

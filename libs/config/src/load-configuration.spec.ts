import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError, loadConfiguration } from './index.js';

describe('loadConfiguration', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'jobgate-load-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const faults = (environment: Record<string, string>) => {
    try {
      loadConfiguration('gateway', environment);
    } catch (error) {
      if (error instanceof ConfigurationError) return error.faults;
    }
    throw new Error('No fault was found.');
  };

  it('reads the file that JOBGATE_CONFIG names', () => {
    const path = join(folder, 'jobgate.yaml');
    writeFileSync(path, 'gateway: { port: 4000 }');
    expect(loadConfiguration('gateway', { JOBGATE_CONFIG: path }).gateway.port).toBe(4000);
    expect(loadConfiguration('worker', { JOBGATE_CONFIG: path, PORT: '4001' }).gateway.port).toBe(4001);
  });

  it('says that JOBGATE_CONFIG is missing, or names nothing readable', () => {
    expect(faults({})).toEqual([{ path: 'JOBGATE_CONFIG', message: 'must name the configuration file' }]);
    expect(faults({ JOBGATE_CONFIG: join(folder, 'none.yaml') })).toEqual([
      { path: 'JOBGATE_CONFIG', message: 'names a file that cannot be read (ENOENT)' },
    ]);
    expect(faults({ JOBGATE_CONFIG: folder })).toEqual([
      { path: 'JOBGATE_CONFIG', message: 'names a file that cannot be read (EISDIR)' },
    ]);
  });
});

import { DemoScreen } from './demo.screen.mjs';

const entry = (values) => JSON.stringify({ level: 'warn', time: '…', service: 'worker', ...values });

describe('the screen of the demo', () => {
  const lines = [];
  const screen = (verbose) => new DemoScreen(verbose, (line) => lines.push(line));
  beforeEach(() => lines.splice(0));

  it('is silent until the banner has been printed', () => {
    screen(false).show('worker', entry({ message: 'observation failed' }));
    expect(lines).toEqual([]);
  });

  it('shows one complaint for all jobs of a connection', () => {
    const quiet = screen(false);
    quiet.open();
    for (const key of ['1', '2', '3'])
      quiet.show('worker', entry({ message: 'observation failed', connection: 'dm', key }));
    quiet.show('worker', entry({ message: 'observation failed', connection: 'otc', key: '1' }));
    quiet.show('worker', entry({ level: 'info', message: 'checked' }));
    expect(lines).toEqual([
      'worker    | warn observation failed connection=dm key=1',
      'worker    | warn observation failed connection=otc key=1',
    ]);
  });

  it('shows everything on request', () => {
    const verbose = screen(true);
    verbose.show('redis', 'Ready to accept connections');
    verbose.show('redis', 'Ready to accept connections');
    expect(lines).toHaveLength(2);
  });
});

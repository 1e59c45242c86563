import { ControlServer } from './control.server.js';
import { createRandom } from './random.js';
import { FACTORIES, type SimulatedUpstreams } from './simulated.upstreams.js';
import { UpstreamControl } from './upstream.control.js';
import type { UpstreamContext } from './upstream.js';
import { UPSTREAM_NAMES, type PortName } from './upstream.name.js';

export interface SimulatorOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** 0, the default, takes a free port. */
  ports?: Partial<Record<PortName, number>>;
  /** Ids, tokens and chances follow from it (default 1). */
  seed?: number;
  /** The clock of jobs, sessions and faults, in milliseconds since 1970. */
  now?: () => number;
}

export interface Simulator {
  readonly urls: Readonly<Record<Exclude<PortName, 'control'>, string>>;
  readonly controlUrl: string;
  readonly upstreams: SimulatedUpstreams;
  /** Ends everything; no socket stays open. */
  close(): Promise<void>;
}

const DEFAULT_HOST = '127.0.0.1';

/** Starts the five upstreams and the control API, each on a port of its own. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const host = options.host ?? DEFAULT_HOST;
  const now = options.now ?? Date.now;
  const controls = UPSTREAM_NAMES.map((name, index) => {
    const random = createRandom((options.seed ?? 1) + index);
    const context: UpstreamContext = {
      now,
      random,
      url: () => control.url,
      takeOffline: (milliseconds) => control.takeOffline(milliseconds),
    };
    const control = new UpstreamControl<unknown, object>(FACTORIES[name](context), now, random);
    return [name, control] as const;
  });
  const upstreams = Object.fromEntries(controls) as unknown as SimulatedUpstreams;
  const controlServer = new ControlServer(upstreams);
  const close = async (): Promise<void> => {
    await Promise.all([controlServer.close(), ...controls.map(([, control]) => control.close())]);
  };
  try {
    for (const [name, control] of controls) {
      await control.listen(host, options.ports?.[name] ?? 0, options.ports?.['ibm-hmc-stomp'] ?? 0);
    }
    await controlServer.listen(host, options.ports?.control ?? 0);
  } catch (error) {
    await close();
    throw error;
  }
  const urls = {
    ...Object.fromEntries(controls.map(([name, control]) => [name, control.url])),
    'ibm-hmc-stomp': upstreams['ibm-hmc'].pushUrl,
  } as Simulator['urls'];
  return { urls, controlUrl: controlServer.url, upstreams, close };
}

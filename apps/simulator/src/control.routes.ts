import { readJobChange, readJobScripts, readPushAction, readFault, type Input } from './control.input.js';
import type { SimulatedUpstreams } from './simulated.upstreams.js';
import type { UpstreamControl } from './upstream.control.js';
import { isUpstreamName, UPSTREAM_NAMES } from './upstream.name.js';
import { parseJson } from './wire.body.js';

export interface ControlResponse {
  readonly status: number;
  readonly content?: unknown;
}

const NOT_FOUND: ControlResponse = { status: 404, content: { errors: ['There is no such thing here.'] } };
const NO_CONTENT: ControlResponse = { status: 204 };

/** The control API: JSON in, JSON out, errors as `{"errors": [...]}`. */
export async function handleControlRequest(
  upstreams: SimulatedUpstreams,
  method: string,
  url: URL,
  body: string,
): Promise<ControlResponse> {
  const [first, name, part, id, tooMuch] = url.pathname.split('/').slice(1).map(decodeURIComponent);
  if (first === '' && method === 'GET') return ok(overview(upstreams));
  if (first !== 'upstreams' || name === undefined || !isUpstreamName(name) || tooMuch !== undefined) return NOT_FOUND;
  const control = upstreams[name] as unknown as UpstreamControl;
  const input = parseJson(body);
  switch (`${method} ${part ?? ''}${id === undefined ? '' : '/{id}'}`) {
    case 'POST jobs':
      return given(readJobScripts(input), (scripts) => ({ status: 201, content: control.add(scripts) }));
    case 'GET jobs':
      return ok({ total: control.jobCount(), jobs: control.jobs(limitOf(url)) });
    case 'GET timelines':
      return ok({ jobs: control.timelines() });
    case 'GET jobs/{id}':
      return found(control.job(id ?? ''));
    case 'PATCH jobs/{id}':
      return given(readJobChange(input), (change) => found(control.change(id ?? '', change)));
    case 'DELETE jobs/{id}':
      return control.forget(id ?? '') ? NO_CONTENT : NOT_FOUND;
    case 'POST trouble':
      return given(readFault(input), async (fault) => {
        await control.injectFault(fault);
        return ok({ active: control.activeFaults() });
      });
    case 'GET trouble':
      return ok({ active: control.activeFaults() });
    case 'DELETE trouble':
      await control.clearFaults();
      return NO_CONTENT;
    case 'POST push':
      return given(readPushAction(input), (action) => (control.push(action) ? NO_CONTENT : NOT_FOUND));
    case 'POST expire-sessions':
      return ok({ expired: control.expireSessions() });
    case 'GET calls':
      return ok(
        control.calls({ job: url.searchParams.get('job') ?? undefined, all: url.searchParams.get('perJob') === 'all' }),
      );
    case 'DELETE calls':
      control.resetCalls();
      return NO_CONTENT;
    case 'GET settings':
      return ok(control.settings());
    case 'PATCH settings': {
      const errors = control.changeSettings(input as object);
      return errors.length === 0 ? ok(control.settings()) : { status: 400, content: { errors: errors } };
    }
    default:
      return NOT_FOUND;
  }
}

function overview(upstreams: SimulatedUpstreams): object {
  return {
    upstreams: UPSTREAM_NAMES.map((name) => ({
      name,
      url: upstreams[name].url,
      jobs: upstreams[name].jobCount(),
      calls: upstreams[name].calls().total,
    })),
  };
}

function limitOf(url: URL): number {
  const limit = Number(url.searchParams.get('limit') ?? 100);
  return Number.isInteger(limit) && limit > 0 ? limit : 100;
}

function ok(content: unknown): ControlResponse {
  return { status: 200, content };
}

function found(content: unknown): ControlResponse {
  return content === undefined ? NOT_FOUND : ok(content);
}

function given<Value>(
  input: Input<Value>,
  act: (value: Value) => ControlResponse | Promise<ControlResponse>,
): ControlResponse | Promise<ControlResponse> {
  return 'errors' in input ? { status: 400, content: { errors: input.errors } } : act(input.value);
}

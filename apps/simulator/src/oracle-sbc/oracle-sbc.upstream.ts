import { JobStore } from '../job.store.js';
import type { JobScript } from '../job.script.js';
import { SessionStore } from '../session.store.js';
import type { Upstream, UpstreamContext } from '../upstream.js';
import { type WireResponse, type Call, type Route, route } from '../wire.js';
import { tokenRoute, withAdministrator } from './oracle-sbc.access.js';
import { element, oracleSbcResponses, xmlResponse, xmlError } from './oracle-sbc.responses.js';
import { ConfigurationLock } from './oracle-sbc.lock.js';
import { managementFault } from './oracle-sbc.management.js';
import { oracleSbcSettings, type OracleSbcSettings } from './oracle-sbc.settings.js';
import { asyncStatus, slotOf } from './oracle-sbc.slot.js';

/** What was written into the slot; the id is the simulator's own, for its box has none. */
export interface SlotJobId {
  operation: string;
  id: string;
}

export type OracleSbcUpstream = Upstream<SlotJobId> & { settings: OracleSbcSettings };

const NO_LOCK = 'User does not have the lock.';
const SLOT_KEY = 'last';

/** The REST interface of an Oracle session border controller, as far as asynchronous requests go. */
export function oracleSbc(context: UpstreamContext): OracleSbcUpstream {
  const settings = oracleSbcSettings();
  const tokens = new SessionStore(context.now, context.random, () => ({ lifetimeMs: settings.tokenLifetimeMs }));
  const lock = new ConfigurationLock((token) => tokens.use(token) !== undefined);
  let operations = 0;
  const jobs = new JobStore(
    context.now,
    () => settings.retainMs,
    () => `slot-${(operations += 1)}`,
  );

  /** A new operation in the slot ends the former one. */
  const write = (script: JobScript) => {
    const written = jobs.add({ operation: 'activate', ...script });
    for (const { id, createdAt } of jobs.all()) {
      if (id !== written.id && createdAt <= written.createdAt && written.createdAt <= context.now()) jobs.forget(id);
    }
    return written;
  };
  const empty = (): void => {
    for (const { id } of jobs.all()) jobs.forget(id);
    tokens.expireAll();
  };

  const manage = (call: Call, token: string): WireResponse => {
    const fault = managementFault(call);
    if (fault !== undefined) return xmlError(400, fault);
    if (!lock.isHeldBy(token)) return xmlError(423, NO_LOCK);
    write({ ...settings.startedJob, id: undefined, operation: call.query.get('action') ?? '' });
    const status = `${context.url()}/rest/${call.captures[0]}/admin/asyncstatus`;
    return xmlResponse(202, { links: element('link', status) });
  };

  const administrative = (
    method: string,
    path: string,
    handle: (call: Call, token: string) => WireResponse,
    jobId?: Route['jobId'],
  ): Route => route(method, `/rest/{version}${path}`, withAdministrator(tokens, settings, handle), { jobId });

  return {
    name: 'oracle-sbc',
    settings,
    jobs,
    routes: [
      administrative(
        'GET',
        '/admin/asyncstatus',
        (call) => asyncStatus(slotOf(jobs), settings, call.unknownStatus),
        () => SLOT_KEY,
      ),
      tokenRoute(tokens, lock, settings),
      administrative('POST', '/configuration/lock', (_call, token) =>
        !settings.lockedByOther && lock.take(token) ? { status: 204 } : xmlError(423, NO_LOCK),
      ),
      administrative('POST', '/configuration/unlock', (_call, token) =>
        lock.release(token) ? { status: 204 } : xmlError(423, NO_LOCK),
      ),
      administrative('POST', '/configuration/management', manage),
      administrative('PUT', '/configuration/management', manage),
      administrative('POST', '/admin/reboot', () => {
        empty();
        context.takeOffline(settings.rebootMs);
        return xmlResponse(202, { data: 'Rebooting in 5 seconds' });
      }),
      administrative('POST', '/admin/switchover', () => ({ status: 204 })),
      route(
        'GET',
        '/rest/api/supportedversions',
        withAdministrator(tokens, settings, () => {
          const versions = settings.versions.map((version) => element('version', version)).join('');
          return xmlResponse(200, { data: element('latestVersion', settings.versions.at(-1) ?? '') + versions });
        }),
      ),
    ],
    responses: oracleSbcResponses,
    add: write,
    forget: (id) => jobs.forget(id),
    idOf: ({ id, script }) => ({ operation: script.operation ?? '', id }),
    keyOf: () => SLOT_KEY,
    expireSessions: () => tokens.expireAll(),
  };
}

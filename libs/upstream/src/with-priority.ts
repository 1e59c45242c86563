import type { Session } from './session.js';

/** The same session, whatever its upstream adds to it, for calls that wait for none of the others. */
export function withPriority<Some extends Session>(session: Some): Some {
  const call: Session['call'] = (wanted, signal) => session.call({ ...wanted, isPriority: true }, signal);
  return new Proxy(session, {
    get(_, name) {
      if (name === 'call') return call;
      const member: unknown = Reflect.get(session, name, session);
      return typeof member === 'function' ? (member.bind(session) as unknown) : member;
    },
  });
}

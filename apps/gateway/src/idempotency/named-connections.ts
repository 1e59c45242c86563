import { parseJobId } from '#libs/jobs';
import type { Request } from 'express';

/**
 * The connections that a request names for what it is about: in its address, or else in its body, by name or in the id of a
 * job. What an upstream is sent may have members of these names, too, but is no body of a request that names none before.
 */
export function namedConnections({ params, body }: Pick<Request, 'params' | 'body'>): string[] {
  const isAddressed = params['name'] !== undefined || params['id'] !== undefined;
  const { name, id } = isAddressed ? params : namesIn(body);
  const ofJob = typeof id === 'string' ? parseJobId(id)?.connection : undefined;
  return [name, ofJob].filter((each): each is string => typeof each === 'string');
}

const namesIn = (body: unknown): { name?: unknown; id?: unknown } => {
  const { connection, id } = (body ?? {}) as { connection?: unknown; id?: unknown };
  return { name: connection, id };
};

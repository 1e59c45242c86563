/** What a caller may do: read jobs, have them tracked and labelled, act on upstreams, everything. */
export const SCOPES = ['jobs:read', 'jobs:track', 'jobs:operate', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** In a list of connections: all of them, those of the future included. */
export const ALL_CONNECTIONS = '*';

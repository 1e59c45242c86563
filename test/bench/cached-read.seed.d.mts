/** Tracks running jobs as a worker leaves them after a poll, each changed at another time. */
export function seedJobs(redisUrl: string, prefix: string, connection: string, count: number): Promise<{ id: string }>;

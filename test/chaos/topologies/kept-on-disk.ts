/** As docs/redis.md wants servers to be set: what was written is there again after a restart. */
export const KEPT_ON_DISK: readonly string[] = ['--appendonly', 'yes', '--appendfsync', 'everysec'];

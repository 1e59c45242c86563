/** Commands that gateways and workers send, with valid numbers of arguments. `KEY`: a key of the prefix. */
export const KEY = Symbol('key');

type NeededCommand = readonly [name: string, ...values: (string | typeof KEY)[]];

/** As docs/redis.md lists them, of each kind some. */
export const NEEDED_COMMANDS: readonly NeededCommand[] = [
  ...['get', 'del', 'unlink', 'exists', 'strlen', 'incr', 'pttl', 'persist', 'type'].map(
    (name) => [name, KEY] as const,
  ),
  ['set', KEY, 'value'],
  ['mget', KEY],
  ['getrange', KEY, '0', '1'],
  ['incrby', KEY, '1'],
  ['pexpire', KEY, '1'],
  ['pexpireat', KEY, '1'],
  ['scan', '0'],
  ['zadd', KEY, '1', 'member'],
  ['zrem', KEY, 'member'],
  ['zrange', KEY, '0', '1'],
  ['zcount', KEY, '0', '1'],
  ['bzpopmin', KEY, '1'],
  ['hset', KEY, 'field', 'value'],
  ['hgetall', KEY],
  ['sadd', KEY, 'member'],
  ['smembers', KEY],
  ['rpush', KEY, 'value'],
  ['lrange', KEY, '0', '1'],
  ['xadd', KEY, '*', 'field', 'value'],
  ['xrange', KEY, '-', '+'],
  ['xread', 'streams', KEY, '0'],
  ['eval', 'return 1', '1', KEY],
  ['wait', '0', '1'],
  ['time'],
];

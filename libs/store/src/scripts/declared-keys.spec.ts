import { readdirSync } from 'node:fs';

const CALL = /redis\.call\((?:'[A-Z]+'|[a-z]\w*), ([^,)]+)/g;

/** The Lua of every script in this folder, by name. */
async function scripts(): Promise<[string, string][]> {
  const files = readdirSync(new URL('.', import.meta.url)).filter((file) => !/(?:\.spec|^scripts)\.ts$/.test(file));
  const modules = await Promise.all(files.map((file) => import(`./${file.replace('.ts', '.js')}`) as Promise<object>));
  return modules.flatMap((module) => Object.entries(module) as [string, string][]);
}

/** What a script touches that is not among its keys. */
function undeclared(lua: string): string[] {
  const own = [...lua.matchAll(/local ([\w, ]+) = ([^\n]+)/g)].flatMap(([, names, values]) =>
    names!.split(', ').filter((_, index) => /^(KEYS\[.*\]|name\(\))$/.test(values!.split(', ')[index] ?? '')),
  );
  return [...lua.matchAll(CALL)]
    .map(([, key]) => key!)
    .filter((key) => !/^KEYS\[.+\]$/.test(key) && !own.includes(key));
}

describe('the scripts', () => {
  it('touch no keys but their KEYS', async () => {
    const all = await scripts();
    expect(all.length).toBeGreaterThan(15);
    expect(all.map(([name, lua]) => [name, undeclared(lua)])).toEqual(all.map(([name]) => [name, []]));
  });

  it.each([
    [`redis.call('GET', base .. 'job:' .. key)`, [`base .. 'job:' .. key`]],
    [`local list = ARGV[1]\nredis.call('LPOP', list)`, ['list']],
    [`local list = KEYS[2]\nredis.call('LPOP', list)`, []],
  ])('are found out where they do: %s', (lua, expected) => {
    expect(undeclared(lua)).toEqual(expected);
  });
});

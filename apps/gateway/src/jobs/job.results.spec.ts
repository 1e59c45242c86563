import { begun, exactly } from './job.results.js';

async function* pieces(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

async function* broken(...texts: string[]): AsyncGenerator<Buffer> {
  yield* pieces(...texts);
  throw new Error('the store is gone');
}

async function joined(chunks: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString();
}

describe('a result in pieces', () => {
  it('comes whole, in order', async () => {
    expect(await joined(await begun(exactly(6, pieces('ab', 'cd', 'ef'))))).toBe('abcdef');
    expect(await joined(await begun(exactly(0, pieces())))).toBe('');
  });

  it('fails before the first piece where there is none to be had', async () => {
    await expect(begun(broken())).rejects.toThrow('the store is gone');
  });

  it('fails on the way where the rest is missing', async () => {
    const chunks = await begun(broken('ab'));
    await expect(joined(chunks)).rejects.toThrow('the store is gone');
  });

  it.each([5, 7])('fails where it is not as long as it was said to be: %d', async (bytes) => {
    await expect(joined(exactly(bytes, pieces('abc', 'def')))).rejects.toThrow('changed while it was being sent');
  });
});

import { trouble } from '#libs/jobs';
import type { Session } from '#libs/upstream';
import { eventually } from '../../../../test/stage/eventually.js';
import type { Fetched } from '../provider.js';
import type { ImsResponse } from './otc-ims.client.js';
import { withMissingJobs } from './otc-ims.batch.js';

const session = {} as Session;
const refOf = (key: string) => ({ key, kind: 'run' as const });
const well = (key: string) => ({ ref: refOf(key), raw: {}, exchange: null }) as unknown as Fetched<ImsResponse>;
const queryFailed = (key: string): Fetched<ImsResponse> => ({
  ref: refOf(key),
  trouble: trouble('unreachable', 'job-query-failed', 'The query failed.', { upstreamStatus: 400, isOwnForm: true }),
  exchange: null,
});

describe('a round', () => {
  it.each([
    ['before', [queryFailed('1'), well('2')]],
    ['after', [well('2'), queryFailed('1')]],
  ])(
    'judges a failed query %s the good answer of another job, while a third answer is waited for',
    async (_, first) => {
      let open!: () => void;
      const slow = new Promise<void>((resolve) => (open = resolve));
      async function* fetched() {
        yield* first;
        await slow;
        yield well('3');
      }
      const seen: Fetched<ImsResponse>[] = [];
      const reading = (async () => {
        for await (const one of withMissingJobs({ ...session }, fetched(), () => 0)) seen.push(one);
      })();
      await eventually(() => expect(seen.map(({ ref }) => ref.key).sort()).toEqual(['1', '2']), 5_000);
      expect(seen.find(({ ref }) => ref.key === '1')).toMatchObject({ trouble: { kind: 'not-found' } });
      open();
      await reading;
      expect(seen).toHaveLength(3);
    },
  );

  it('takes no job for a missing one where all queries fail', async () => {
    async function* fetched() {
      yield* [queryFailed('1'), queryFailed('2')];
    }
    const seen: Fetched<ImsResponse>[] = [];
    for await (const one of withMissingJobs({ ...session }, fetched(), () => 0)) seen.push(one);
    expect(seen).toEqual([queryFailed('1'), queryFailed('2')]);
  });
});

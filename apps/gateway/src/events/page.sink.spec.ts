import { EventBatch } from './event.message.js';
import { PageSink } from './page.sink.js';

const LENGTH = 100_000;

describe('a page of events', () => {
  it('ends with the event that makes it longer than 2 MB, and goes on behind it', async () => {
    const sink = new PageSink(['dm-prod'], 60_000);
    let written = 0;
    while (sink.isOpen && written < 100) {
      written += 1;
      sink.write(new EventBatch([{ event: 'job', data: 'x'.repeat(LENGTH), id: `at-${written}` }]));
    }
    const { messages, next } = await sink.page;
    expect(written).toBe(Math.ceil((2 * 1024 * 1024) / LENGTH));
    expect([messages.length, next]).toEqual([written, `at-${written}`]);
  });

  it('does not end where it cannot be resumed', async () => {
    const sink = new PageSink(['dm-prod'], 60_000);
    for (let nth = 0; nth < 30; nth += 1) {
      sink.write(new EventBatch([{ event: 'snapshot', data: 'x'.repeat(LENGTH), id: null }]));
    }
    expect(sink.isOpen).toBe(true);
    sink.write(new EventBatch([{ event: 'snapshot', data: 'x', id: 'at-31' }]));
    expect((await sink.page).messages).toHaveLength(31);
  });
});

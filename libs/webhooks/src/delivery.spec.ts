import { AT, fields } from '../test/webhook-fixtures.js';
import { cloudEventOf } from './cloud-event.js';
import { deliveryOf } from './delivery.js';

const event = cloudEventOf(fields(), 'jobgate.job.ended');

describe('a delivery', () => {
  it('has the bytes that are signed, and has not been tried', () => {
    const delivery = deliveryOf('wh_1', 'dm-prod', event, AT);
    expect(JSON.parse(delivery.body)).toEqual(event);
    const { type, subject, sequence, time } = event;
    expect(delivery).toMatchObject({
      connection: 'dm-prod',
      at: AT,
      attempts: 0,
      event: { type, subject, sequence, time },
    });
    expect(delivery.id).toMatch(/^msg_[\w-]{24}$/);
  });

  it('is the same one whoever works it out, and whenever', () => {
    expect(deliveryOf('wh_1', 'dm-prod', event, AT + 1).id).toBe(deliveryOf('wh_1', 'dm-prod', event, AT).id);
  });

  it('is another one for another subscription, connection, event or job', () => {
    const others = [
      deliveryOf('wh_1', 'dm-prod', event, AT),
      deliveryOf('wh_2', 'dm-prod', event, AT),
      deliveryOf('wh_1', 'dm-test', event, AT),
      deliveryOf('wh_1', 'dm-prod', { ...event, id: '1795248254120-1' }, AT),
      // Present states are told under one event for many jobs.
      deliveryOf('wh_1', 'dm-prod', { ...event, subject: 'dm-prod~10' }, AT),
    ];
    expect(new Set(others.map(({ id }) => id)).size).toBe(others.length);
  });
});

import { jsonText, parseJson } from '#libs/jobs';
import { decodeLastResponse, encodeLastResponse } from './last-response.codec.js';

describe('the codec of a last response', () => {
  it('keeps numbers that a double does not hold', () => {
    const text = '{"bytes":9007199254740993,"more":[12345678901234567890,1e400]}';
    const exchange = { method: 'GET', target: '/jobs/1', status: 200, milliseconds: 3 };
    const answer = { raw: parseJson(text), truncated: false, exchange, at: 17 };
    const read = decodeLastResponse(encodeLastResponse(answer));
    expect(read).toEqual(answer);
    expect(jsonText(read.raw)).toBe(text);
  });
});

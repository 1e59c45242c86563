import { parseReply } from './redis.reply.js';

const parse = (text: string) => parseReply(Buffer.from(text))?.reply;

describe('a reply of Redis', () => {
  it.each([
    ['+OK\r\n', 'OK'],
    [':42\r\n', 42],
    ['$5\r\nhel\r\n\r\n', 'hel\r\n'],
    ['$-1\r\n', null],
    ['*2\r\n$1\r\na\r\n*1\r\n:1\r\n', ['a', [1]]],
    ['*0\r\n', []],
  ])('%j is %j', (text, reply) => {
    expect(parse(text)).toEqual(reply);
  });

  it('is waited for until it is all there', () => {
    const whole = '*2\r\n$3\r\nabc\r\n:7\r\n';
    for (let length = 0; length < whole.length; length += 1) {
      expect(parseReply(Buffer.from(whole.slice(0, length)))).toBeNull();
    }
    expect(parse(whole)).toEqual(['abc', 7]);
  });

  it('is thrown where it is an error', () => {
    expect(() => parse('-ERR no such thing\r\n')).toThrow('ERR no such thing');
  });
});

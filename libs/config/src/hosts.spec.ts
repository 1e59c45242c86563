import { parseHost } from './index.js';

describe('a host', () => {
  it.each([
    ['jobgate.example', 'jobgate.example', null],
    ['JobGate.Example.', 'jobgate.example', null],
    ['jobgate.example:8443', 'jobgate.example', 8443],
    ['my_host', 'my_host', null],
    ['10.0.0.7:3000', '10.0.0.7', 3000],
    ['[::1]:3000', '[::1]', 3000],
    ['[0:0:0:0:0:0:0:1]', '[::1]', null],
    ['[2001:DB8::A]', '[2001:db8::a]', null],
  ])('has one spelling: %s', (text, name, port) => expect(parseHost(text)).toEqual({ name, port }));

  it.each([
    ...['', '.', 'a b', 'a/b', 'a@b', 'http://a', 'a:b', 'a:', 'a:70000', 'a:1:2', '::1', '[::1', '[x]', '[]'],
    ...['a..b', '-a/', 'ä.example', 'a'.repeat(300), '*.example', '[::1%eth0]', '[::1]x'],
  ])('is nothing else: %s', (text) => expect(parseHost(text)).toBeNull());
});

import { refusalOfTarget, TargetRules } from './index.js';

const rules = (...allow: { cidr: string; ports: number[] }[]) => new TargetRules({ allowPrivateTargets: false, allow });
const offices = rules(
  { cidr: '10.1.0.0/16', ports: [443, 8443] },
  { cidr: '192.168.7.9', ports: [80] },
  { cidr: 'fd12:3456::/32', ports: [443] },
);
const everything = rules({ cidr: '0.0.0.0/0', ports: [443] }, { cidr: '::/0', ports: [443] });

describe('networks that are open to webhooks', () => {
  it.each<[address: string, port: number, isEncrypted: boolean, isOpen: boolean]>([
    ['10.1.2.3', 443, true, true],
    ['10.1.2.3', 8443, true, true],
    ['10.1.2.3', 6379, true, false],
    ['10.1.2.3', 8443, false, true],
    ['10.2.0.1', 443, true, false],
    ['10.0.255.255', 443, true, false],
    ['192.168.7.9', 80, false, true],
    ['192.168.7.9', 443, true, false],
    ['192.168.7.8', 80, false, false],
    ['fd12:3456::1', 443, true, true],
    ['fd12:3457::1', 443, true, false],
    // Public addresses are open on every port, but not without TLS.
    ['93.184.216.34', 9443, true, true],
    ['93.184.216.34', 443, false, false],
    ['2606:4700::1111', 443, true, true],
    // An IPv4 address in an IPv6 one is judged as that address, and is closed where it is not named.
    ['::ffff:10.1.2.3', 443, true, true],
    ['::ffff:a01:203', 443, true, true],
    ['::ffff:10.1.2.3', 6379, true, false],
    ['::ffff:10.2.0.1', 443, true, false],
    ['::ffff:93.184.216.34', 443, true, false],
    ['64:ff9b::a01:203', 443, true, true],
    ['64:ff9b::10.2.0.1', 443, true, false],
    ['64:ff9b::93.184.216.34', 443, true, false],
    ['2002:a01:203::1', 443, true, false],
    ['::10.1.2.3', 443, true, false],
    ['fe80::1%eth0', 443, true, false],
    ['', 443, true, false],
    ['intranet', 443, true, false],
  ])('%s, port %i, encrypted %p: %p', (address, port, isEncrypted, isOpen) => {
    expect(offices.isOpen(address, { port, isEncrypted })).toBe(isOpen);
  });

  it.each([
    ...['127.0.0.1', '::1', '0.0.0.0', '::', '169.254.169.254', 'fe80::1', '224.0.0.1', 'ff02::1', '255.255.255.255'],
    ...['2002:a01:203::1', '2001::1', '::10.1.2.3', '64:ff9b::', '64:ff9b:1::a01:203'],
    ...['100.100.100.200', 'fd00:ec2::254', 'fd20:ce::254', '::ffff:127.0.0.1', '64:ff9b::a9fe:a9fe'],
  ])('do not hold %s for being wide', (address) => {
    expect(everything.isOpen(address, { port: 443, isEncrypted: true })).toBe(false);
    expect(everything.isOpen('10.9.9.9', { port: 443, isEncrypted: true })).toBe(true);
    expect(everything.isOpen('fd99::1', { port: 443, isEncrypted: true })).toBe(true);
  });

  it('may be such that are closed otherwise, where nothing else is meant', () => {
    const sidecar = rules({ cidr: '127.0.0.1/32', ports: [8080] }, { cidr: '169.254.0.0/16', ports: [443] });
    expect(sidecar.isOpen('127.0.0.1', { port: 8080, isEncrypted: false })).toBe(true);
    expect(sidecar.isOpen('127.0.0.2', { port: 8080, isEncrypted: false })).toBe(false);
    expect(sidecar.isOpen('169.254.1.2', { port: 443, isEncrypted: true })).toBe(true);
  });

  it.each([
    ['https://10.1.2.3/', null],
    ['https://10.1.2.3:8443/hook', null],
    ['http://10.1.2.3:8443/hook', null],
    ['https://10.1.2.3:6379/', 'refused'],
    ['https://10.2.0.1/', 'refused'],
    ['http://192.168.7.9/', null],
    ['http://192.168.7.9:8080/', 'refused'],
    ['https://[fd12:3456::1]/', null],
    ['https://[::ffff:10.1.2.3]/', null],
    ['https://0x7f.1/', 'refused'],
    ['https://93.184.216.34:9443/', null],
    ['http://93.184.216.34/', 'refused'],
    ['https://hooks.example.com:9443/', null],
    // Where a name leads is seen when something is sent.
    ['https://intranet/', null],
    ['https://ci.corp.internal:8443/', null],
    ['http://ci.corp.internal/', null],
    ['https://ci.corp.internal:6379/', 'refused'],
    ['http://ci.corp.example:8080/', 'refused'],
    ['https://user:secret@10.1.2.3/', 'form'],
    ['ftp://10.1.2.3/', 'form'],
  ])('%s: %s', (url, why) => {
    expect(refusalOfTarget(url, offices)?.why ?? null).toBe(why);
  });
});

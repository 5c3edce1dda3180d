import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { createReach, OutOfReach } from './reach.ts';

const everywhere = ['0.0.0.0/0', '::/0'];
const why = (networks: readonly string[], host: string, port = 5433, own: { host: string; port: number } | undefined = { host: '127.0.0.1', port: 5432 }) =>
  createReach(networks, own).addressOf(host, port).catch((error: unknown) => (error instanceof OutOfReach ? error.why : Promise.reject(error)));

test('our own database is refused under every name and spelling of its address', async () => {
  const here = Object.values(networkInterfaces()).flatMap((known) => known ?? []).map((one) => one.address);
  for (const host of ['127.0.0.1', '127.8.8.8', 'localhost', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:7f00:0001', '::127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', ...here.filter((one) => !one.startsWith('fe80'))]) {
    expect(await why(everywhere, host, 5432), host).toBe('own-database');
  }
  for (const own of ['localhost', '', '/var/run/postgresql', '::1', '::ffff:7f00:1']) expect(await why(everywhere, '127.0.0.1', 5432, { host: own, port: 5432 }), own).toBe('own-database');
  expect(await why(everywhere, '127.0.0.1', 5433)).toBe('127.0.0.1'); // another server beside it
  expect(await why(everywhere, '10.0.0.9', 5432)).toBe('10.0.0.9');
});

test('metadata, link-local and multicast addresses are refused in every spelling, whatever SHUQIAO_REACH says', async () => {
  for (const host of ['169.254.169.254', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '64:ff9b::a9fe:a9fe', '2002:a9fe:a9fe::1', '0.0.0.0', '::', 'fe80::1', 'fe80::1%eth0', 'ff02::1', '224.0.0.1', '100.100.100.200', 'fd00:ec2::254', 'fd00:0ec2:0:0:0:0:0:254']) {
    expect(await why(everywhere, host), host).toBe('never');
  }
});

test('nothing outside SHUQIAO_REACH, and nothing at all by default', async () => {
  expect(await why([], '10.0.0.9')).toBe('network');
  expect(await why(['10.1.0.0/16'], '::ffff:10.1.2.3')).toBe('10.1.2.3');
  expect(await why(['10.1.0.0/16'], '10.2.0.1')).toBe('network');
  expect(await why(everywhere, 'no-such-host.invalid')).toBe('unknown-host');
});

test('where an address was approved, the name must still mean it', async () => {
  const reach = createReach(['127.0.0.0/8'], undefined);
  expect(await reach.addressOf('127.0.0.1', 5432, '127.0.0.1')).toBe('127.0.0.1');
  await expect(reach.addressOf('127.0.0.1', 5432, '127.0.0.2')).rejects.toMatchObject({ why: 'moved' });
  expect(await reach.addressOf('127.0.0.1', 5432, null)).toBe('127.0.0.1');
});

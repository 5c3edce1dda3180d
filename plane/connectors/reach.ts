import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { blockListOf } from '../../platform/config.ts';

/** Where outgoing connections may go (design.md §9, the line). */
export interface Reach {
  /**
   * Resolves once and answers the address to connect to; whoever connects to the name again may land elsewhere.
   * @param approved  what the security officer approved: of several addresses of the name that one, and no other
   */
  addressOf(host: string, port: number, approved?: string | null): Promise<string>;
}

export class OutOfReach extends Error {
  readonly why: 'network' | 'own-database' | 'never' | 'unknown-host' | 'moved';
  constructor(why: 'network' | 'own-database' | 'never' | 'unknown-host' | 'moved', message: string) {
    super(message);
    this.name = 'OutOfReach';
    this.why = why;
  }
}

/** Link-local addresses lead to the metadata of cloud machines; the last two are such services on common networks. */
const never = new BlockList();
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addSubnet('fe80::', 10, 'ipv6');
never.addSubnet('0.0.0.0', 8, 'ipv4');
never.addSubnet('224.0.0.0', 4, 'ipv4');
never.addAddress('::', 'ipv6');
never.addSubnet('ff00::', 8, 'ipv6');
never.addAddress('100.100.100.200', 'ipv4');
never.addAddress('fd00:ec2::254', 'ipv6');

/**
 * @param networks  SHUQIAO_REACH; none by default
 * @param own       address and port of the platform's own database: never, whatever the networks say
 */
export function createReach(networks: readonly string[], own: { readonly host: string; readonly port: number } | undefined): Reach {
  const allowed = blockListOf(networks);
  return {
    async addressOf(host, port, approved) {
      const known = (isIP(host) ? [host] : await resolved(host)).map(plain);
      const address = (approved ? known.find((one) => one === plain(approved)) : undefined) ?? known[0] as string;
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (never.check(address, family)) throw new OutOfReach('never', `${address} 是链路本地、元数据或组播地址，任何情况下都不连接`);
      if (own && port === own.port && (await isOwn(address, own.host))) throw new OutOfReach('own-database', '这是平台自己的数据库，不能作为数据来源');
      if (!allowed.check(address, family)) throw new OutOfReach('network', `${address} 不在允许对外连接的网段（SHUQIAO_REACH）内`);
      if (approved && address !== plain(approved)) throw new OutOfReach('moved', `主机名 ${host} 现在指向 ${address}，不是批准的 ${approved}`);
      return address;
    },
  };
}

/**
 * One address has one form: ::ffff:10.0.0.1, ::ffff:a00:1 and ::10.0.0.1 are 10.0.0.1, 0:0:0:0:0:0:0:1 is ::1, and what
 * NAT64 (64:ff9b::/96) or 6to4 (2002::/16) carry is what they carry; zone names count for nothing.
 */
function plain(text: string): string {
  const bare = text.replace(/%.*$/, '');
  if (isIP(bare) !== 6) return bare;
  const address = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const groups = groupsOf(address);
  const carried = groups.slice(0, 5).every((group) => group === 0) && (groups[5] === 0xffff || (groups[5] === 0 && (groups[6] !== 0 || groups[7] !== 1) && (groups[6] !== 0 || groups[7] !== 0)));
  const nat64 = groups[0] === 0x64 && groups[1] === 0xff9b && groups.slice(2, 6).every((group) => group === 0);
  if (carried || nat64) return dotted(groups[6] ?? 0, groups[7] ?? 0);
  return groups[0] === 0x2002 ? dotted(groups[1] ?? 0, groups[2] ?? 0) : address;
}

const dotted = (high: number, low: number): string => `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;

function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const numbers = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const [left, right] = [numbers(head), numbers(tail ?? '')];
  return tail === undefined ? left : [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right];
}

async function resolved(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map((found) => found.address);
  } catch {
    throw new OutOfReach('unknown-host', `主机名 ${host} 无法解析`);
  }
}

const loopback = (address: string): boolean => address === '::1' || address.startsWith('127.');

/** Every address that the name of our database has; where one is this machine's, every address of this machine. */
async function isOwn(address: string, ownHost: string): Promise<boolean> {
  const own = isIP(ownHost) ? [plain(ownHost)] : ownHost === '' || ownHost.startsWith('/') ? ['127.0.0.1'] : await lookup(ownHost, { all: true }).then((found) => found.map((one) => plain(one.address)), () => []);
  return own.includes(address) || (isHere(address) && own.some(isHere));
}

/** Loopback, or an address of an interface of this machine. */
function isHere(address: string): boolean {
  return loopback(address) || Object.values(networkInterfaces()).some((known) => known?.some((one) => plain(one.address) === address) === true);
}

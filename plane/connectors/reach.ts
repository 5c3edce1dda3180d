import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { blockListOf } from '../../platform/config.ts';

/** Where outgoing connections may go (design.md §9, the line). */
export interface Reach {
  /** Resolves once and answers the address to connect to; whoever connects to the name again may land elsewhere. */
  addressOf(host: string, port: number): Promise<string>;
}

export class OutOfReach extends Error {
  readonly why: 'network' | 'own-database' | 'never' | 'unknown-host';
  constructor(why: 'network' | 'own-database' | 'never' | 'unknown-host', message: string) {
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
    async addressOf(host, port) {
      const address = plain(isIP(host) ? host : await resolved(host));
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (never.check(address, family)) throw new OutOfReach('never', `${address} 是链路本地、元数据或组播地址，任何情况下都不连接`);
      if (own && port === own.port && (await isOwn(address, own.host))) throw new OutOfReach('own-database', '这是平台自己的数据库，不能作为数据来源');
      if (!allowed.check(address, family)) throw new OutOfReach('network', `${address} 不在允许对外连接的网段（SHUQIAO_REACH）内`);
      return address;
    },
  };
}

/** ::ffff:10.0.0.1 is 10.0.0.1, whatever list it is compared with. */
function plain(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  return mapped ? (mapped[1] as string) : address;
}

async function resolved(host: string): Promise<string> {
  try {
    return (await lookup(host)).address;
  } catch {
    throw new OutOfReach('unknown-host', `主机名 ${host} 无法解析`);
  }
}

const loopback = (address: string): boolean => address === '::1' || address.startsWith('127.');

async function isOwn(address: string, ownHost: string): Promise<boolean> {
  const own = plain(isIP(ownHost) ? ownHost : await lookup(ownHost).then((found) => found.address, () => ownHost));
  return own === address || (loopback(own) && loopback(address));
}

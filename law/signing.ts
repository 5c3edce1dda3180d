import { addDays, type PlainDate } from './plain-date.ts';

/**
 * How long, and for whom, weak signatures may be taken (wire protocol §2.4). Art. 35.2: “政府部门应当采取技术措施和其他必要措施，防止政务
 * 数据被篡改、破坏、泄露或者非法获取、非法利用。” The numbers are ours: half a year is time to mend a program, and a network of 256 addresses is one that somebody runs.
 */
export const legacyMostDays = 180;
const narrowest = { v4: 24, v6: 64, v4In6: 96 + 24 } as const;

/** Addresses that say too little: whole countries may send from them. What names no length is one address; `::/64` and `::ffff:0:0/96` hold every IPv4 address. */
export function tooWide(addresses: readonly string[]): readonly string[] {
  return addresses.filter((address) => {
    const [network = '', length] = address.split('/');
    return length !== undefined && Number(length) < narrowest[!network.includes(':') ? 'v4' : /^0*:/.test(network) ? 'v4In6' : 'v6'];
  });
}

/** The last day that may be stated, both days inside: within the term of the grant. */
export function legacyLast(today: PlainDate, termTo: PlainDate | null): PlainDate {
  const most = addDays(today, legacyMostDays);
  return termTo !== null && termTo < most ? termTo : most;
}

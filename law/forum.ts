/**
 * Who mediates a dispute. Art. 28.2: “同级政务数据需求部门、政务数据提供部门发生政务数据共享争议的……向同级政务数据共享主管部门申请协调处理。
 * 跨层级、跨地域的政务数据共享发生争议的，由共同的上级政务数据共享主管部门协调处理。经政务数据共享主管部门协调处理仍未达成一致意见的，
 * 报政务数据共享主管部门的本级人民政府决定。”
 *
 * Reading: both under one authority – that one, also where it is the one recorded for a vertically managed organ; else that of the
 * lowest region which contains both authorities' regions (a province and its own city: the province's; two provinces, a
 * ministry and a locality: the State Council's). Nobody mediates his own case: a forum that is itself a party is passed over,
 * the dispute goes to the government at once, and `upper` enters its decision. A forum, or the authority above it, that works on no
 * joined platform acts on paper: what it writes is entered for it (代录) by the reviewer of an authority of the case.
 */
import { NATION } from './region-code.ts';

/** One side: the organisation, and the authority recorded for it with that authority's region and those above, nearest first. */
export interface Side {
  readonly org: string; readonly name: string; readonly authority: string; readonly authorityName: string; readonly region: string; readonly regionName: string; readonly regions: readonly string[];
}

/** The region whose authority mediates, where the two have not the same one: the lowest that stands in the list of regions above both. */
export function forumRegion(a: Pick<Side, 'authority' | 'regions'>, b: Pick<Side, 'authority' | 'regions'>): string | undefined {
  return a.authority === b.authority ? undefined : a.regions.find((one) => b.regions.includes(one)) ?? NATION;
}

/** Is the forum one of the two that quarrel? */
export function isPartyOf(forum: string, a: Pick<Side, 'org'>, b: Pick<Side, 'org'>): boolean {
  return forum === a.org || forum === b.org;
}

/** Why it is this one, as the case page says it. */
export function forumWhy(a: Side, b: Side, forum: { readonly org: string; readonly name: string }, upper: { readonly name: string; readonly government: boolean } | null): string {
  const found = a.authority === b.authority
    ? `双方的同级主管部门同为${forum.name}，由其协调处理。`
    : `${a.name}归${a.authorityName}（${a.regionName}），${b.name}归${b.authorityName}（${b.regionName}），共同的上级主管部门是${forum.name}，由其协调处理。`;
  if (!isPartyOf(forum.org, a, b)) return found;
  return `${found.replace('，由其协调处理。', '；')}但它本身是争议一方，不协调自己的争议：协商不成的，直接报政府决定，决定由${upper?.government === true ? `审核员依${upper.name}的来文代录` : `${upper?.name ?? '上级主管部门'}录入`}。`;
}

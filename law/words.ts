/** Chinese names of what the tables speak of: parties, posts, acts, states. What an official reads. */
import { generatedWords, isGenerated } from './generated-moves.ts';
import type { AnyMove, AnyProcedure } from './procedure.ts';
import { partyOf, postOf } from './seats.ts';
import type { Party, Post, Seat } from './seats.ts';

export const partyNames: Readonly<Record<Party, string>> = {
  requester: '需求部门',
  provider: '提供部门',
  sender: '上级部门',
  receiver: '下级部门',
  department: '有关部门',
  authority: '主管部门',
  upper: '上级主管部门',
  forum: '协调处理的主管部门',
  platform: '平台',
  government: '本级人民政府',
  public: '群众',
  handler: '承办人',
};

/** Posts as procedures call them. */
export const postTitles: Readonly<Record<Post, string>> = {
  cataloguer: '编目员',
  clerk: '经办人',
  head: '共享工作机构负责人',
  chief: '部门负责人',
  operator: '交换运维',
  security: '安全员',
  reviewer: '审核员',
  lead: '负责人',
  'platform-system': '系统管理员',
  'platform-security': '安全管理员',
  'platform-audit': '审计管理员',
};

/** 提供部门·经办人. */
export function seatZh(seat: Seat): string {
  const post = postOf(seat);
  const party = partyNames[partyOf(seat)];
  return post === undefined ? party : `${party}·${postTitles[post]}`;
}

/** The word on the button, with its … where a form opens first; the row's own where it has one. */
export function buttonZh(p: AnyProcedure, act: string, row?: Pick<AnyMove, 'zh'>): string {
  if (row?.zh !== undefined) return row.zh;
  return isGenerated(act) ? generatedWords[act] : p.words[act] ?? act;
}

/** The act as a word in a sentence. */
export function actZh(p: AnyProcedure, act: string, row?: Pick<AnyMove, 'zh'>): string {
  return buttonZh(p, act, row).replace('…', '');
}

export function stateZh(p: AnyProcedure, state: string): string {
  return p.states[state]?.zh ?? state;
}

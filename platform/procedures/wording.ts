import { basisZh } from '../../law/basis.ts';
import { generatedWords } from '../../law/generated-moves.ts';
import type { AnyMove, AnyProcedure, Seat } from '../../law/procedure.ts';
import { partyOf } from '../../law/seats.ts';
import { postNames } from '../../law/permissions.ts';
import { accountPost } from './posts.ts';

/** The word on the button, with its `…` where a form opens first. */
export function buttonWord(p: AnyProcedure, act: string, row?: Pick<AnyMove, 'zh'>): string {
  return row?.zh ?? p.words[act] ?? (generatedWords as Readonly<Record<string, string>>)[act] ?? act;
}

/** The act as a word in a sentence. */
export function actWord(p: AnyProcedure, act: string, row?: Pick<AnyMove, 'zh'>): string {
  return buttonWord(p, act, row).replace('…', '');
}

export function stateWord(p: AnyProcedure, state: string): string {
  return state === 'new' ? '未立' : p.states[state]?.zh ?? state;
}

/** 提供部门·经办人, as refusals and lists name a seat. */
export function postWord(seat: Seat, p?: AnyProcedure): string {
  const post = accountPost(seat);
  const party = partyZh(partyOf(seat), p);
  return post === undefined ? party : `${party}·${postNames[post]}`;
}

/** Parties as sentences name them; a procedure may have words of its own: who received a corrected record is no 下级部门. */
export function partyZh(party: string, p?: AnyProcedure): string {
  const name = party.replace(/@.*$/, '');
  return (p?.partyWords as Readonly<Record<string, string>> | undefined)?.[name] ?? partyNames[name] ?? party;
}

const partyNames: Readonly<Record<string, string>> = {
  requester: '需求部门', provider: '提供部门', sender: '上级数据部门', receiver: '下级接收部门', department: '有关部门',
  authority: '主管部门', upper: '上级主管部门', forum: '协调部门', platform: '平台', government: '本级人民政府', public: '公众', handler: '承办人', copied: '抄送',
};

export { basisZh };

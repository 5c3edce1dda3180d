import { servedStates, type Served } from '../cache/grants.ts';
import { refused, type Refusal } from '../national/answers.ts';

/** Why a grant may not be used now; reasons are given only to who has signed (protocol §6, step 3). */
export function grantRefusal(it: Served | undefined, stopped: 'grant' | 'entry' | undefined, legalToday: string, address: string): Refusal | undefined {
  if (it === undefined) return refused('no-grant', '授权已过期或已停用');
  const { grant } = it;
  if (it.sandbox !== undefined && it.sandbox.endsAtMs <= Date.now()) return refused('sandbox-over', '接口沙箱已到期');
  if (stopped !== undefined) return stopped === 'entry' ? refused('stopped-entry', '授权已应急停用') : refused('stopped-grant', '授权已暂停或者停用');
  if (!servedStates.has(grant.state)) return refused(`state-${grant.state}`, stateText(grant.state));
  if (legalToday < grant.termFrom) return refused('term-ahead', `授权自 ${grant.termFrom} 起生效`, { from: grant.termFrom });
  if (grant.termTo !== null && legalToday > grant.termTo) return refused('term-over', `授权已于 ${grant.termTo} 到期`);
  if (grant.mode !== 'service') return refused('mode', '该授权的共享方式不是服务接口');
  if (!it.allows(address)) return refused('address', 'IP不在白名单');
  return undefined;
}

function stateText(state: string): string {
  if (state === 'suspended' || state === 'mended') return '授权已暂停';
  if (state === 'held') return '授权已应急停用';
  return '授权已过期或已停用';
}

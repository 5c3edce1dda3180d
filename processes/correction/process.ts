import { correction } from '../../law/procedures/correction.ts';
import { fail } from '../../law/errors.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import { processOf, type Case, type Notes, type Opening, type Process } from '../../platform/procedures/process.ts';
import { getEntry } from '../catalog/index.ts';
import { recordKeysOf } from '../resource/index.ts';
import { correctionChecks } from './checks.ts';
import { acts } from './contract.ts';
import { correctionFollow, type CorrectionDeps } from './follow.ts';
import { correctionLists } from './lists.ts';
import { correctionPapers } from './papers.ts';
import { sideOf } from './side.ts';
import * as store from './store/corrections.ts';
import { digestOf } from './store/rows.ts';
import { viewOf } from './view.ts';

/** 校核 (JH). Art. 26: filed by whoever uses the data, verified, put right and fed back within ten working days, told to all who received it. */
export function correctionProcess(deps: CorrectionDeps): Process {
  return processOf(correction, {
    contract: acts,
    checks: correctionChecks(deps),
    follow: correctionFollow(deps),
    opening,
    prepare,
    notes,
    view: (tx, it, actor) => viewOf(tx, it, actor, deps),
    papers: correctionPapers(deps),
    barred,
    lists: (db, it, actor) => correctionLists(db, deps, it, actor),
    withholds: (it, actor, move) => (sideOf(it, actor.org) === 'receiver' && move.org !== actor.org) || (sideOf(it, actor.org) === 'requester' && move.act === 'propose'), // what a clerk proposes is the provider's own
    showsParty: (it, actor, party, org) => sideOf(it, actor.org) !== 'receiver' || (party === 'provider' && org === it.provider),
    showsAsker: (row, viewer) => viewer === row.requester || viewer === row.provider || viewer === row.authority,
    links: async (tx, it) => {
      const row = await store.findCorrection(tx, it);
      return row === undefined ? [] : [{ href: `/catalog/${row.entryRegion}/${row.entry}`, number: row.entryName, zh: '所校核的目录' }];
    },
  }) as unknown as Process;
}

async function opening(tx: Tx, actor: Actor, _act: string, stated: Readonly<Record<string, unknown>>): Promise<Opening> {
  const { entryRegion, entry } = acts.create.parse(stated);
  const seen = await getEntry(tx, entryRegion, entry);
  if (seen.secret) return fail('ENTRY_NOT_FOUND');
  if (seen.provider === actor.org) fail('CORRECTION_OWN_ENTRY');
  if ((await recordKeysOf(tx, entryRegion, entry)).items.length === 0) fail('CORRECTION_NO_KEY', { name: seen.name });
  return { title: `《${seen.name}》数据校核`, requester: actor.org, provider: seen.provider, facts: { entry: `${entryRegion}-${entry}` } };
}

/** The list of records, and its answers, stand beside the moves: the act carries their digest, so that the ledger holds what they were. The source that is asked comes in with the act. */
async function prepare(tx: Tx, it: Case, act: string, stated: Readonly<Record<string, unknown>>): ReturnType<NonNullable<Process['prepare']>> {
  if (act === 'file' || act === 'propose' || act === 'feed-back') return { stated: { listDigest: await digestOf(tx, it) } };
  if (act === 'refer') {
    const { source } = acts.refer.parse(stated);
    return { parties: { department: source }, facts: { source: 'awaited' } };
  }
  // One answers for itself; while another that was asked has not, somebody is awaited.
  if (act === 'verify') return { facts: { source: (await unansweredOf(tx, it)) > 1 ? 'awaited' : 'answered' } };
  if (act === 'contest' || (act === 'reconsider' && (it.state === 'answered' || it.state === 'closed'))) return { facts: { source: 'none' } };
  return {};
}

async function unansweredOf(tx: Tx, it: Case): Promise<number> {
  return (await store.findCorrection(tx, it))?.referrals.filter((one) => one.answeredOn === null).length ?? 0;
}

/** Every record has its answer first; then one of the two ways is open: all upheld is fed back at once, with some found not so the head decides. */
async function barred(tx: Tx, it: Case, actor: Actor): Promise<{ readonly 'feed-back'?: string; readonly propose?: string }> {
  const row = it.state === 'received' && actor.org === it.provider ? await store.findCorrection(tx, it) : undefined;
  if (row === undefined) return {};
  const left = row.rows - row.upheld - row.rejected;
  const unanswered = `还有 ${left} 条没有填写核实结果。`;
  if (left > 0) return { 'feed-back': unanswered, propose: unanswered };
  return row.rejected > 0 ? { 'feed-back': `有 ${row.rejected} 条不属实：拟校核结果，报负责人审定。` } : { propose: '全部属实，直接反馈校核结果。' };
}

const counted: ReadonlySet<string> = new Set(['received', 'verified', 'draft']);

/** To the two sides alone: what was upheld is between them. */
const notes: Notes<readonly [rows: number, upheld: number]> = {
  asks: store.notedCorrection,
  says: (found, it, viewer) => (found === null || (viewer !== it.requester && viewer !== it.provider) ? null : counted.has(it.state) ? `${found[0]} 条` : `${found[0]} 条，属实 ${found[1]} 条`),
};

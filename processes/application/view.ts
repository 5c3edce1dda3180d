import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import { entryVersion, getEntry, standingConsentInForce } from '../catalog/index.ts';
import type { EntryBody } from '../catalog/contract.ts';
import { assessmentSeen } from './assessment.ts';
import { ifToday } from './if-today.ts';
import { agreedItems } from './checks.ts';
import type { ApplicationOwn, Proposal } from './contract.ts';
import { linkageOf, linkageShown } from './linkage.ts';
import { problemsOf } from './problems.ts';
import { reasonHolds, reasonsAllowed } from './reasons.ts';
import { getApplication, type ApplicationRow } from './store.ts';

/** The application's own part of its page, for either side. */
export async function applicationView(tx: Tx, it: Case, actor: Actor, directory: Directory): Promise<ApplicationOwn> {
  const row = await getApplication(tx, it);
  const entry = await getEntry(tx, row.entryRegion, row.entry);
  const { body } = await entryVersion(tx, row.entryRegion, row.entry, row.entryVersion);
  const items = row.proposal && it.state !== 'draft' ? agreedItems(row.proposal, row) : row.body.items ?? [];
  const editable = it.state === 'draft' && actor.org === it.requester && actor.post === 'clerk';
  return {
    entry: {
      region: row.entryRegion, id: row.entry, version: row.entryVersion, code: entry.code, name: body.name, attribute: body.sharing.attribute, sharing: body.sharing,
      modes: body.modes, items: body.items, contact: body.contact, phone: body.phone,
    },
    body: row.body, editable, savedAt: row.savedAt, problems: it.state === 'draft' ? problemsOf(row.body, body) : [],
    ifToday: await ifToday(tx, directory, it, await directory.legalToday(tx)),
    linkage: await linkageShown(tx, directory, await linkageOf(tx, it.requester as string, row, items)),
    assessment: await assessmentSeen(tx, it, body, row.body),
    points: row.points.map((point, n) => ({ ...point, answer: row.answers.find((answer) => answer.point === n + 1)?.text ?? null })), supplyBy: row.supplyBy,
    additions: [...row.additions], securityOpinion: row.securityOpinion, proposal: seesProposal(it, actor) ? row.proposal : null,
    checks: it.state === 'reply' && actor.org === it.provider ? ticks(row, it, body) : [],
    refusal: row.refusal === null ? null : { ...row.refusal, basis: [...row.refusal.basis] },
    reasonsAllowed: actor.org === it.provider ? reasonsAllowed(row, it) : [],
    grant: row.grantId === null ? null : { ref: `${row.grantRegion}-${row.grantId}`, number: await grantNumber(tx, row) },
    standingConsent: await standingConsentInForce(tx, row.entryRegion, row.entry),
  };
}

async function grantNumber(tx: Tx, row: ApplicationRow): Promise<string | null> {
  return (await readCase(tx, { region: row.grantRegion as string, id: row.grantId as string }))?.number ?? null;
}

/** What is proposed is the provider's own until its head has decided. */
function seesProposal(it: Case, actor: Actor): boolean {
  return actor.org === it.provider || it.state === 'granted' || it.state === 'refused';
}

/** Deliberation inside a department stays there: what is proposed and not yet decided, and what a head sends back to his clerk. */
export function withholds(it: Case, actor: Actor, move: { readonly act: string; readonly org: string | null }): boolean {
  if (move.act === 'propose') return !seesProposal(it, actor);
  return move.act === 'return' && move.org !== actor.org;
}

/** 审定前核对: what the checks of `grant` will ask, told before. */
function ticks(row: ApplicationRow, it: Case, entry: EntryBody): { ok: boolean; text: string }[] {
  const { proposal } = row;
  if (!proposal) return [];
  const answered = new Set(proposal.perItem.map((one) => one.item));
  const refused = proposal.perItem.filter((one) => one.decision === 'refuse');
  return [
    { ok: (row.body.items ?? []).every((n) => answered.has(n)), text: '每个数据项都有答复' },
    { ok: proposal.conditions.every((one) => entry.sharing.conditions.includes(one)), text: '答复未加目录之外的条件' },
    { ok: refused.every((one) => reasonHolds(row, it, { category: one.category, reasons: one.reason, basis: one.basis })), text: refused.length === 0 ? '没有不同意的数据项' : `不同意的 ${refused.length} 项写明了理由与条款` },
    { ok: row.linkage?.level !== 'high' || row.securityOpinion !== null, text: row.linkage?.level === 'high' ? '汇聚关联风险：高，安全员已出具意见' : '汇聚关联风险：一般' },
    { ok: proposal.term.to === null || row.body.term?.to == null || proposal.term.to <= row.body.term.to, text: '时限、次数不超过申请' },
  ];
}

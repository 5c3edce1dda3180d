import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import { entryVersion, getEntry, sourcedElsewhere, standingConsentInForce } from '../catalog/index.ts';
import { assessmentSeen } from './assessment.ts';
import { ifToday } from './if-today.ts';
import type { ApplicationOwn } from './contract.ts';
import { linkageOf, linkageShown } from './linkage.ts';
import { precedentsOf } from './precedents.ts';
import { problemsOf } from './problems.ts';
import { reasonsAllowed } from './reasons.ts';
import { repliedOf } from './replied.ts';
import { agreedItems, replyTicks, wayOf } from './reply.ts';
import { getApplication } from './store.ts';

/** The application's own part of its page, for either side. */
export async function applicationView(tx: Tx, it: Case, actor: Actor, directory: Directory): Promise<ApplicationOwn> {
  const row = await getApplication(tx, it);
  const entry = await getEntry(tx, row.entryRegion, row.entry);
  const { body } = await entryVersion(tx, row.entryRegion, row.entry, row.entryVersion);
  const proposal = seesProposal(it, actor) && it.state !== 'draft' ? row.proposal : null;
  const items = proposal ? agreedItems(proposal, row) : row.body.items ?? [];
  const editable = it.state === 'draft' && actor.org === it.requester && actor.post === 'clerk';
  return {
    entry: {
      region: row.entryRegion, id: row.entry, version: row.entryVersion, code: entry.code, name: body.name, attribute: body.sharing.attribute, sharing: body.sharing,
      modes: body.modes, items: body.items, contact: body.contact, phone: body.phone,
    },
    sources: it.state === 'draft' ? await sourcedElsewhere(tx, directory, row.entryRegion, entry.provider, body.items.map((item) => item.name)) : [],
    body: row.body, editable, savedAt: row.savedAt, problems: it.state === 'draft' ? problemsOf(row.body, body) : [],
    precedents: editable ? await precedentsOf(tx, actor, row) : null,
    ifToday: await ifToday(tx, directory, it, await directory.legalToday(tx)),
    linkage: await linkageShown(tx, directory, await linkageOf(tx, it.requester as string, row, items, proposal ? wayOf(proposal) : row.body.mode)),
    assessment: await assessmentSeen(tx, it, body, row.body),
    points: row.points.map((point, n) => ({ ...point, answer: row.answers.find((answer) => answer.point === n + 1)?.text ?? null })), supplyBy: row.supplyBy,
    additions: [...row.additions], securityOpinion: seesProposal(it, actor) ? row.securityOpinion : null, proposal: seesProposal(it, actor) ? row.proposal : null,
    checks: it.state === 'reply' && actor.org === it.provider && row.proposal ? replyTicks(await repliedOf(tx, it, row, row.proposal, await directory.legalToday(tx))) : [],
    refusal: row.refusal === null ? null : { ...row.refusal, basis: [...row.refusal.basis] },
    reasonsAllowed: actor.org === it.provider ? reasonsAllowed(row, it) : [],
    grant: await grantSeen(tx, row.grantRegion, row.grantId), otherGrant: await grantSeen(tx, row.otherGrantRegion, row.otherGrantId),
    standingConsent: await standingConsentInForce(tx, row.entryRegion, row.entry), rating: row.rating,
  };
}

async function grantSeen(tx: Tx, region: string | null, id: string | null): Promise<ApplicationOwn['grant']> {
  return region === null || id === null ? null : { ref: `${region}-${id}`, number: (await readCase(tx, { region, id }))?.number ?? null };
}

/** What is proposed is the provider's own until its head has decided. */
function seesProposal(it: Case, actor: Actor): boolean {
  return actor.org === it.provider || it.state === 'granted' || it.state === 'refused';
}

/** Deliberation inside a department stays there: what its officer says and what is proposed until it is decided, and what a head sends back to his clerk. */
export function withholds(it: Case, actor: Actor, move: { readonly act: string; readonly org: string | null }): boolean {
  if (move.act === 'propose' || move.act === 'assess') return !seesProposal(it, actor);
  return move.act === 'return' && move.org !== actor.org;
}

import { createHash } from 'node:crypto';
import { fail, isLawError, LawError } from '../../law/errors.ts';
import { movesIn } from '../../law/next.ts';
import type { AnyMove, EventName, Situation } from '../../law/procedure.ts';
import { isConfirmed } from '../http/sessions.ts';
import { canonical, type Plain } from '../ledger/canonical.ts';
import type { Tx } from '../postgres/database.ts';
import type { Runner } from './runner.ts';
import type { CaseRecord, Ref } from './store/case-record.ts';
import { hasTrigger, mayAtOnce } from './triggers.ts';
import { carry } from './carrying.ts';
import { commonEffect, isCommonAct } from './every-case-acts.ts';
import { tick, type Ticked } from './clockwork.ts';
import { decide, decideClock } from './decide.ts';
import { deedOf, type Deed } from './deed.ts';
import { requireStated, type Input } from './input.ts';
import { openingParties, partiesOf } from './parties.ts';
import type { Actor } from './ports.ts';
import type { Moving, Opening, Process } from './process.ts';
import { paperOrgs, worksHere } from './on-paper.ts';
import { prepared } from './prepared.ts';
import { emptySituation, adoptedIn, situationOf } from './situation.ts';
import { lapsesNow } from './lapses.ts';
import type { FormKey } from './store/form-drafts.ts';
import { claimAttachments, type AttachmentRecord } from './store/attachments.ts';
import { lockCase, readCase, readHistory, writeFacts, writeParty, type Loaded, type PartyRecord } from './store/cases.ts';
import { caseOf, movingOf, runChecks, takeMove, type Decision, type Taken } from './take-move.ts';
import { actWord } from './wording.ts';
import { uuidv7 } from '../postgres/uuid.ts';

export type By = { readonly clock: string } | { readonly actor: Actor };

/** `typed`: a draft of whoever acts, beside that of the act itself, that goes with it. */
export interface Wish { readonly act: string; readonly by: By; readonly input: Input; readonly requestId: string | null; readonly asked?: Buffer | null; readonly typed?: FormKey | null }

/**
 * Moves a locked case: `next`, checks in the order of the row, the one statement, what follows in the process's own
 * tables, the events it emits, and the moves that the new state takes at once. All in the caller's transaction.
 */
export async function moveLocked(run: Runner, tx: Tx, loaded: Loaded, wish: Wish): Promise<Taken> {
  const deed = await deedOf(tx, run.directory);
  const process = run.process(loaded.row.kind);
  const ready = await prepared(deed, process, loaded, wish.act, wish.input);
  const found = await decideFor(deed, process, ready.situation, { ...wish, input: ready.input });
  const draft: Draft = { process, ...ready, act: wish.act, ...found, requestId: wish.requestId, asked: wish.asked ?? null, typed: wish.typed ?? null, opens: false, depth: 0 };
  const moving = movingOf(deed, draft, run.inside);
  await runChecks(tx, process, draft.move, moving);
  return carryOut(run, deed, draft, ready.situation, moving);
}

/** Opens a case by a row from `new`. */
export async function openCase(run: Runner, tx: Tx, process: Process, opening: Opening, wish: Wish): Promise<Taken> {
  const deed = await deedOf(tx, run.directory);
  const { table } = process;
  const opened = await openingParties(deed, table, opening);
  const region = opening.region ?? (await regionOf(deed, opening, opened.others, wish.by));
  const row: CaseRecord = {
    region, id: uuidv7(), kind: table.name, number: null, title: opening.title.slice(0, 400), state: 'new', version: 0, open: true,
    requester: opened.requester, provider: opened.provider, authority: opened.authority, forum: null,
    madeBy: 'actor' in wish.by ? wish.by.actor.person : null, privateTo: 'actor' in wish.by ? wish.by.actor.org : null, facts: opening.facts ?? {}, createdAt: deed.at, movedAt: deed.at,
  };
  const loaded: Loaded = { row, past: [], others: opened.others, clocks: [], work: [] };
  const situation = emptySituation(partiesOf(table, row, opened.others), row.facts, await adoptedIn(deed, table, region));
  const found = await decideFor(deed, process, situation, wish);
  const draft: Draft = { process, loaded, act: wish.act, ...found, input: wish.input, requestId: wish.requestId, asked: wish.asked ?? null, typed: wish.typed ?? null, opens: true, depth: 0 };
  const moving: Moving = { ...movingOf(deed, draft, run.inside), ...(opening.handed === undefined ? {} : { handed: opening.handed }) };
  await runChecks(tx, process, draft.move, moving);
  return carryOut(run, deed, draft, situation, moving, opening);
}

/** The region of who opened it; by clock: of the party bound. */
async function regionOf(deed: Deed, opening: Opening, others: readonly PartyRecord[], by: By): Promise<string> {
  if ('actor' in by) return by.actor.region;
  const org = opening.provider ?? opening.parties?.['department']?.[0] ?? opening.requester ?? others[0]?.org;
  const region = org == null ? undefined : (await deed.organisation(org))?.region;
  return region ?? fail('TABLE_BROKEN', { what: 'a case opened by clock names no party' });
}

type Found = Pick<Decision, 'move' | 'to' | 'signed' | 'by' | 'signs'>;

async function decideFor(deed: Deed, process: Process, situation: Situation, wish: Wish): Promise<Found> {
  const { table, articleOf } = process;
  if ('clock' in wish.by) {
    const decision = decideClock(table, situation, wish.act, wish.by.clock);
    if (!decision.ok) return fail('NO_SUCH_MOVE', { act: actWord(table, wish.act), state: situation.state });
    return { ...decision, by: wish.by, signs: null };
  }
  const { actor } = wish.by;
  const jointly = movesIn(table, situation).some((move) => move.act === wish.act && move.jointly);
  const signs = jointly ? createHash('sha256').update(canonical(wish.input.stated as Plain)).digest('hex') : null;
  const acting = wish.input.paper === null ? actor : await onPaper(deed, situation, actor, wish.input);
  const decided = await decide(deed, table, situation, wish.act, acting, { onPaper: acting !== actor, articleOf, ...(signs === null ? {} : { text: signs }) });
  if (decided.move.grave && !isConfirmed(actor)) fail('CONFIRM_IDENTITY', { what: actWord(table, wish.act, decided.move) });
  requireStated({ ...decided.move, basis: articleOf?.(situation, decided.move.basis) ?? decided.move.basis }, actWord(table, wish.act, decided.move), wish.input);
  return { ...decided, by: { actor, seat: decided.seat, org: decided.org }, signs };
}

/**
 * 代录: the reviewer of an authority of this case enters what a party of which nobody works on this platform sent on paper.
 * The act is that party's: its clerk's seat, or whichever of its posts the row asks for.
 */
async function onPaper(deed: Deed, situation: Situation, actor: Actor, input: Input): Promise<Actor> {
  const org = input.paper?.org ?? '';
  if (!(await paperOrgs(deed, situation, actor)).includes(org)) {
    const isParty = Object.values(situation.orgs).some((orgs) => orgs.includes(org));
    throw new LawError('NOT_YOUR_MOVE', { act: '代录', may: isParty && (await worksHere(deed, org)) ? '该单位在平台上的经办人员' : '主管部门·审核员', post: ['reviewer'] });
  }
  if (input.attachments.length === 0) fail('PAPER_DOCUMENT_REQUIRED');
  return { ...actor, org, post: 'chief' };
}

export type Draft = Found & { readonly process: Process; readonly loaded: Loaded; readonly act: string; readonly input: Input; readonly requestId: string | null; readonly asked?: Buffer | null; readonly typed?: FormKey | null; readonly opens: boolean; readonly depth: number; readonly newFacts?: Readonly<Record<string, string>>; readonly newParties?: readonly PartyRecord[] };

/** The checks hold: clocks, the one statement, what follows, and what the new state takes at once. */
async function carryOut(run: Runner, deed: Deed, draft: Draft, situation: Situation, moving: Moving, opening?: Opening): Promise<Taken> {
  const common = isCommonAct(draft.act) ? await commonEffect(run, deed, draft, situation) : undefined;
  const ticked = common?.ticked ?? (draft.signed ? still(draft.loaded) : await tickFor(deed, draft, situation, opening));
  const attachments = await claimed(deed, draft);
  if (draft.newFacts !== undefined) await writeFacts(deed.tx, draft.loaded.row, draft.newFacts);
  for (const { party, org } of draft.newParties ?? []) await writeParty(deed.tx, draft.loaded.row, party, org, (await deed.organisation(org))?.region ?? draft.loaded.row.region);
  const taken = await takeMove(deed, { ...draft, ticked, attachments, extraOutbox: [...(common?.outbox ?? []), ...(await lapsesNow(deed, draft.loaded.row, ticked.lapses))] }, moving);
  await common?.after?.(taken);
  if (!draft.signed) await whatFollows(run, deed, draft, taken);
  return settle(run, deed, draft, taken);
}

const still = (loaded: Loaded): Ticked => ({ all: loaded.clocks, changed: [], effects: [], lapses: [] });

async function tickFor(deed: Deed, draft: Draft, situation: Situation, opening?: Opening): Promise<Ticked> {
  const ticked = await tick(deed, {
    table: draft.process.table, region: draft.loaded.row.region, parties: situation.orgs, facts: draft.loaded.row.facts, act: draft.act,
    stated: draft.input.stated, ...(opening?.clockFrom === undefined ? {} : { from: opening.clockFrom }),
  }, draft.loaded.clocks, withoutStarts(draft.move, opening));
  return opening?.carry === undefined ? ticked : carry(deed, ticked, opening.carry);
}

/** A clock that goes on here from another case is not started as well. */
function withoutStarts(move: AnyMove, opening: Opening | undefined): Pick<AnyMove, 'clocks'> {
  const goingOn = new Set(opening?.carry?.map((one) => one.clock));
  return { clocks: Object.fromEntries(Object.entries(move.clocks ?? {}).filter(([name, what]) => what !== 'start' || !goingOn.has(name))) };
}

/** Attachments of this person that no other move has; all that were named, or none. @throws ATTACHMENT_FOREIGN */
async function claimed(deed: Deed, draft: Draft): Promise<AttachmentRecord[]> {
  if (!('actor' in draft.by)) return [];
  const rows = await claimAttachments(deed.tx, draft.by.actor.region, draft.input.attachments, draft.by.actor.person);
  if (rows.length !== draft.input.attachments.length) fail('ATTACHMENT_FOREIGN');
  return rows;
}

/** What follows in the process's own tables, then the events of the row: subscribers run here and may refuse nothing. */
async function whatFollows(run: Runner, deed: Deed, draft: Draft, taken: Taken): Promise<void> {
  const moved: Moving = { ...taken.moving, version: taken.loaded.row.version };
  const follow = (draft.process.follow as Readonly<Record<string, ((tx: Tx, now: Moving) => Promise<void>) | undefined>>)[draft.act];
  await follow?.(deed.tx, moved);
  if (moved.answer.once !== undefined) taken.answer.once = moved.answer.once;
  for (const event of draft.move.emits ?? []) await emit(run, deed, event, draft, taken, moved.told);
}

/** The event carries the case as the follow has left it: facts and title may be its work. */
async function emit(run: Runner, deed: Deed, event: EventName, draft: Draft, taken: Taken, told: Readonly<Record<string, string>>): Promise<void> {
  const texts = Object.fromEntries(Object.entries(draft.input.stated).filter(([, value]) => typeof value === 'string'));
  const row = (await readCase(deed.tx, taken.loaded.row)) ?? taken.loaded.row;
  const body = { ...row.facts, ...texts, on: deed.today, act: draft.act, ...told, case: taken.answer.ref };
  await publish(run, deed, event, caseOf(draft.process, { ...taken.loaded, row }), body);
}

/** Hands an event to every process that listens, in the order of the house, in this transaction. */
export async function publish(run: Runner, deed: Deed, event: EventName, from: ReturnType<typeof caseOf>, body: Readonly<Record<string, unknown>>): Promise<void> {
  for (const process of run.all) await process.on?.[event]?.(deed.tx, { event, from, body, today: deed.today, engine: run.inside });
}

/** The moves that a state takes at once, first row whose checks hold, until none does; at most as many as there are states. */
async function settle(run: Runner, deed: Deed, draft: Draft, taken: Taken): Promise<Taken> {
  const { row } = taken.loaded;
  const { table } = draft.process;
  const entered = draft.opens || row.state !== draft.loaded.row.state;
  if (!entered || draft.signed || !mayAtOnce(table, row.state) || deed.latest(row)?.version !== row.version) return taken;
  const depth = draft.depth + 1;
  if (depth > Object.keys(table.states).length) fail('CHAIN_TOO_LONG');
  const loaded = (await loadLocked(deed.tx, row)) ?? taken.loaded;
  const open = movesIn(table, await situationOf(deed, table, loaded)).filter((each) => hasTrigger(each, 'atOnce'));
  for (const act of new Set(open.map((move) => move.act))) {
    const ready = await prepared(deed, draft.process, loaded, act, noInput);
    const decision = decideClock(table, ready.situation, act, 'atOnce');
    if (!decision.ok) continue;
    const next: Draft = {
      process: draft.process, ...ready, act, move: decision.move, to: decision.to, signed: false, by: { clock: 'atOnce' }, signs: null,
      requestId: null, opens: false, depth,
    };
    const moving = movingOf(deed, next, run.inside);
    if (await holds(deed.tx, draft.process, decision.move, moving)) return { ...(await carryOut(run, deed, next, ready.situation, moving)), answer: taken.answer };
  }
  return taken;
}

/** A row that the platform takes if its checks hold; whether it did. */
export async function carryOutIf(run: Runner, deed: Deed, draft: Draft, situation: Situation): Promise<boolean> {
  const moving = movingOf(deed, draft, run.inside);
  if (!(await holds(deed.tx, draft.process, draft.move, moving))) return false;
  await carryOut(run, deed, draft, situation, moving);
  return true;
}

export const noInput: Input = { stated: {}, opinion: null, attachments: [], paper: null };

/** Do the checks of this row hold? For rows that the platform takes by itself a refusal means: not this row. */
async function holds(tx: Tx, process: Process, move: AnyMove, moving: Moving): Promise<boolean> {
  try {
    await runChecks(tx, process, move, moving);
    return true;
  } catch (thrown) {
    if (isLawError(thrown) && thrown.kind !== 'bug') return false;
    throw thrown;
  }
}

/** Locks a case and reads what decides its next move. */
export async function loadLocked(tx: Tx, ref: Ref): Promise<Loaded | undefined> {
  const row = await lockCase(tx, ref);
  return row === undefined ? undefined : readHistory(tx, row);
}

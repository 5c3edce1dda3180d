import { randomBytes } from 'node:crypto';
import { fail } from '../../law/errors.ts';
import { isGenerated } from '../../law/generated-moves.ts';
import type { AnyMove, Seat } from '../../law/procedure.ts';
import { contentSaid } from '../ledger/case-content.ts';
import { pendingRow } from '../ledger/pending.ts';
import { moveEntry } from '../ledger/move-entry.ts';
import { sealIn } from '../ledger/sealing.ts';
import type { Plain } from '../ledger/canonical.ts';
import { counter } from '../metrics/index.ts';
import { afterCommit } from '../postgres/database.ts';
import type { Tx } from '../postgres/database.ts';
import { uuidv7 } from '../postgres/uuid.ts';
import type { MoveAnswer } from './contract.ts';
import type { Deed } from './deed.ts';
import type { Input } from './input.ts';
import { clockFacts } from './ledger-clocks.ts';
import { numberLast } from './numbering.ts';
import { meantBy, partiesOf } from './parties.ts';
import type { Actor } from './ports.ts';
import type { Case, EngineInside, Moving, Process } from './process.ts';
import { privateAfter } from './reach.ts';
import { situationOf } from './situation.ts';
import { type Ticked } from './clockwork.ts';
import type { CaseRecord } from './store/case-record.ts';
import type { ClockRecord, Loaded, PastRecord } from './store/cases.ts';
import { contentIsSaid } from './store/contents.ts';
import type { FormKey } from './store/form-drafts.ts';
import { writeMove, type MoveRecord, type MoveWrite, type OutboxRow } from './store/write-move.ts';
import type { AttachmentRecord } from './store/attachments.ts';
import { stateWord } from './wording.ts';
import { worklistRows } from './worklist-rows.ts';

const moves = counter('shuqiao_moves_total', 'Moves that were committed, by procedure and by whom.', ['procedure', 'by']);

/** A move that is decided: its row, where it leads, who takes it, what was stated. */
export interface Decision {
  readonly process: Process;
  readonly loaded: Loaded;
  readonly move: AnyMove;
  readonly act: string;
  readonly to: string;
  readonly signed: boolean;
  readonly by: { readonly actor: Actor; readonly seat: Seat; readonly org: string } | { readonly clock: string };
  readonly input: Input;
  readonly attachments: readonly AttachmentRecord[];
  readonly signs: string | null;
  readonly requestId: string | null;
  readonly asked?: Buffer | null;
  /** A draft of whoever acts, beside that of the act itself, that goes with it. */
  readonly typed?: FormKey | null;
  /** Clocks as the move leaves them. */
  readonly ticked: Ticked;
  /** The first move of a case, which `loaded` then only describes. */
  readonly opens: boolean;
  readonly extraOutbox?: readonly OutboxRow[];
}

export interface Taken { readonly loaded: Loaded; readonly answer: MoveAnswer; readonly moving: Moving }

/** A case as checks and follows see it. */
export function caseOf(process: Process, loaded: Loaded): Case {
  const { row } = loaded;
  return {
    region: row.region, id: row.id, kind: row.kind, number: row.number, title: row.title, state: row.state, version: row.version,
    requester: row.requester, provider: row.provider, authority: row.authority, forum: row.forum, facts: row.facts,
    parties: partiesOf(process.table, row, loaded.others),
  };
}

/** The move as checks and follows see it. */
export function movingOf(deed: Deed, d: Omit<Decision, 'ticked' | 'attachments'>, engine: EngineInside): Moving {
  return {
    ...caseOf(d.process, d.loaded),
    act: d.act, toState: d.to, stated: d.input.stated, opinion: d.input.opinion, attachments: d.input.attachments,
    actor: 'actor' in d.by ? d.by.actor : null,
    seat: 'actor' in d.by ? d.by.seat : 'clock',
    today: deed.today, engine, told: {}, answer: {},
  };
}

/** Writes a decided move with everything that goes with it: one statement; the number comes with the last before commit. */
export async function takeMove(deed: Deed, d: Decision, moving: Moving): Promise<Taken> {
  const { process: { table }, loaded: { row } } = d;
  const version = d.opens ? 1 : row.version + 1;
  const moved: CaseRecord = { ...row, state: d.to, version, open: isOpen(d, d.to), movedAt: deed.at };
  const move = moveRecord(deed, d, version);
  const after: Loaded = { ...d.loaded, row: moved, past: [...d.loaded.past, pastOf(move)], clocks: d.ticked.all };
  const situation = await situationOf(deed, table, { ...after, work: [] });
  const next: CaseRecord = { ...moved, privateTo: privateAfter(table, situation, d.move, row.privateTo) };
  const stays = d.to === row.state && !d.opens;
  const work = await worklistRows(deed, table, situation, d.ticked.all, stays ? d.loaded.work : [], next.privateTo === null);
  const content = contentSaid(move.salt, { ...next, others: d.loaded.others });
  contentIsSaid(deed.tx, row, content);
  const pending = pendingRow(moveEntry({
    region: row.region, caseId: row.id, kind: row.kind, ...move, states: move.states as Plain, clocks: d.ticked.changed.map(clockFacts), content,
  }), sealIn(deed.tx));
  const answer: MoveAnswer = {
    ref: `${row.region}-${row.id}`, number: row.number, state: d.to, stateZh: stateWord(table, d.to), version, pending: pending.id, signed: d.signed,
  };
  await writeMove(deed.tx, {
    next, move, clocks: d.ticked.changed, work, pending, opens: d.opens,
    outbox: [noticeOf(deed, d, next, work, stays ? d.loaded : null), ...(d.extraOutbox ?? [])].filter((one) => one !== null),
    request: d.requestId === null || !('actor' in d.by) ? null : { requestId: d.requestId, person: d.by.actor.person, act: d.act, asked: d.asked ?? null, answer },
    parties: d.opens ? await Promise.all(d.loaded.others.map(async (other) => ({ ...other, orgRegion: (await deed.organisation(other.org))?.region ?? row.region }))) : [],
    attachmentIds: d.attachments.map((attachment) => attachment.id),
    attachmentRegion: 'actor' in d.by ? d.by.actor.region : null,
    typed: typedWith(d),
    done: 'actor' in d.by && !isGenerated(d.act) ? { region: d.by.actor.region, org: d.by.actor.org, onTime: !isLate(deed, d.by.org, d.loaded.clocks) } : null,
  });
  deed.moved(row, { state: d.to, version });
  afterCommit(deed.tx, () => moves.add([table.name, 'actor' in d.by ? 'person' : 'clock']));
  if (row.number === null && d.to !== 'draft') {
    numberLast(deed.tx, { region: row.region, id: row.id, kind: row.kind, code: table.code, year: Number(deed.today.slice(0, 4)), requestId: d.requestId },
      (number) => { answer.number = number; });
  }
  return { loaded: { ...after, row: next, work: d.loaded.work }, answer, moving };
}

/** What whoever acts had typed for this act, and for the form that sent it. Of an opening only the latter: it had no case. */
function typedWith({ by, opens, loaded: { row }, act, input, typed }: Decision): MoveWrite['typed'] {
  if (!('actor' in by)) return null;
  const ref = `${row.region}-${row.id}`;
  const own = { kind: row.kind, form: act, about: input.paper === null ? ref : `${ref}.${input.paper.org}` };
  const keys = [...(opens ? [] : [own]), ...(typed ? [typed] : [])];
  const { region, person, org, post } = by.actor;
  return keys.length === 0 ? null : { region, person, org, post, keys };
}

/** Has a limit of this organisation run out in this case, marked by the sweep or not yet? */
function isLate(deed: Deed, org: string, clocks: readonly ClockRecord[]): boolean {
  return clocks.some((clock) => clock.bound === org && (clock.lapsedOn !== null || (clock.stoppedOn === null && clock.stoodOn === null && clock.dueOn < deed.today)));
}

/** Open until a final state. Ended and terminated grants go on to their disposal by themselves. */
function isOpen(d: Decision, state: string): boolean {
  return d.process.table.states[state]?.final !== true;
}

function moveRecord(deed: Deed, d: Decision, version: number): MoveRecord {
  const by = d.by;
  return {
    version, at: deed.at, onDay: deed.today, act: d.act, fromState: d.opens ? 'new' : d.loaded.row.state, toState: d.to,
    org: 'actor' in by ? by.org : null,
    post: 'actor' in by ? by.actor.post : null,
    seat: 'actor' in by ? by.seat : 'clock',
    person: 'actor' in by ? by.actor.person : null,
    behalfOf: 'actor' in by ? by.actor.behalfOf ?? null : null,
    trigger: 'clock' in by ? by.clock : null,
    article: d.process.articleOf?.(d.loaded.row, d.move.basis) ?? d.move.basis,
    opinion: d.input.opinion,
    states: d.input.paper === null ? d.input.stated : { ...d.input.stated, paper: d.input.paper },
    signs: d.signs,
    paper: d.input.paper !== null,
    clockEffects: d.ticked.effects,
    attachments: d.attachments.map((attachment) => attachment.sha256),
    salt: randomBytes(16),
    requestId: d.requestId,
  };
}

function pastOf(move: MoveRecord): PastRecord {
  const cause = (move.states as Readonly<Record<string, unknown>>)['cause'];
  return {
    version: move.version, at: move.at, onDay: move.onDay, act: move.act, fromState: move.fromState, toState: move.toState, org: move.org, post: move.post,
    seat: move.seat, person: move.person, behalfOf: move.behalfOf, signs: move.signs, cause: typeof cause === 'string' ? cause : null,
  };
}

/** One outbox row tells all whom the move concerns: parties named by the row, and the posts whose turn it became. */
function noticeOf(deed: Deed, d: Decision, next: CaseRecord, work: readonly { readonly org: string; readonly post: string; readonly why: string }[], before: Loaded | null): OutboxRow | null {
  const parties = partiesOf(d.process.table, d.loaded.row, d.loaded.others);
  const known = new Set((before?.work ?? []).map((row) => `${row.org} ${row.post} ${row.why}`));
  const actorOrg = 'actor' in d.by ? d.by.org : null;
  const told = [...new Set((d.move.tells ?? []).flatMap((party) => meantBy(parties, party)))].filter((org) => org !== actorOrg);
  const waits = work.filter((row) => !known.has(`${row.org} ${row.post} ${row.why}`)).map((row) => ({ org: row.org, post: row.post, why: row.why }));
  if (told.length === 0 && waits.length === 0) return null;
  return { region: next.region, id: uuidv7(), topic: 'notice.move', body: { caseId: next.id, version: next.version, act: d.act, told, waits } };
}

/** Runs the checks of a row, in its order. @throws what the first that does not hold throws */
export async function runChecks(tx: Tx, process: Process, move: AnyMove, moving: Moving): Promise<void> {
  for (const name of move.checks ?? []) {
    const check = (process.checks as Readonly<Record<string, ((tx: Tx, now: Moving) => Promise<void>) | undefined>>)[name];
    if (check === undefined) return fail('TABLE_BROKEN', { what: `${process.table.name}: no check ${name}` });
    await check(tx, moving);
  }
}

import { sql } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { PendingRow } from '../../ledger/pending.ts';
import type { Tx } from '../../postgres/database.ts';
import type { OrgCode, PersonId, RegionCode } from '../ports.ts';
import { findableIn } from './case-find.ts';
import type { CaseRecord } from './case-record.ts';
import type { ClockRecord } from './cases.ts';
import type { FormKey } from './form-drafts.ts';

export interface MoveRecord {
  readonly version: number;
  readonly at: string;
  readonly onDay: PlainDate;
  readonly act: string;
  readonly fromState: string;
  readonly toState: string;
  readonly org: OrgCode | null;
  readonly post: string | null;
  readonly seat: string;
  readonly person: PersonId | null;
  readonly behalfOf: PersonId | null;
  readonly trigger: string | null;
  readonly article: string;
  readonly opinion: string | null;
  readonly states: unknown;
  readonly signs: string | null;
  readonly paper: boolean;
  readonly clockEffects: readonly string[];
  readonly attachments: readonly string[]; // digests
  readonly salt: Buffer;
  readonly requestId: string | null;
}

export interface NewWork {
  readonly region: RegionCode;
  readonly org: OrgCode;
  readonly post: string;
  readonly dueOn: PlainDate;
  readonly why: 'move' | 'extension' | 'vacancy';
  readonly nearOn: PlainDate;
  readonly redOn: PlainDate;
  readonly paused: boolean;
  readonly assignee: PersonId | null;
  readonly barred: readonly PersonId[];
  readonly act: string | null;
  readonly openedAt: string | null;
}

export interface OutboxRow { readonly region: RegionCode; readonly id: string; readonly topic: string; readonly body: unknown; readonly dueAt?: string }

export interface RequestRecord { readonly requestId: string; readonly person: PersonId; readonly act: string; readonly asked: Buffer | null; readonly answer: unknown }

/** Everything that one move changes. */
export interface MoveWrite {
  /** The case as it will stand; its version is the move's. */
  readonly next: CaseRecord;
  readonly move: MoveRecord;
  readonly clocks: readonly ClockRecord[];
  readonly work: readonly NewWork[];
  readonly pending: PendingRow;
  readonly outbox: readonly OutboxRow[];
  readonly request: RequestRecord | null;
  /** Parties of a new case beside the four that have a column. */
  readonly parties: readonly { readonly party: string; readonly org: OrgCode; readonly orgRegion: RegionCode }[];
  readonly attachmentIds: readonly string[];
  readonly attachmentRegion: RegionCode | null;
  /** In whose month this act counts: the organisation he acts from (an act on paper is that of another); null: a clock moved, or the act is one that every case has. */
  readonly done: { readonly region: RegionCode; readonly org: OrgCode; readonly onTime: boolean } | null;
  /** Whose typing, of which forms, is done with (form_draft). */
  readonly typed: { readonly region: RegionCode; readonly person: PersonId; readonly org: OrgCode; readonly post: string; readonly keys: readonly FormKey[] } | null;
  /** First move of a case that does not stand yet. */
  readonly opens: boolean;
}

/**
 * One move is one statement: request, case, move, clocks, worklist out and in, ledger, outbox, attachments.
 * The case is locked by the caller (or new); worklist rows go out before the new ones come in, which the
 * insert forces by counting the gone. Measured by others of the same shape: twice as many moves a second as
 * ten statements (engine.md §6). Prepared once per connection, in a handful of forms: planning its parts took longer than running them.
 */
export async function writeMove(tx: Tx, w: MoveWrite): Promise<void> {
  await sql`/* a move */
    with ${w.opens ? caseIn(w) : caseOn(w)},${w.opens ? sql` findable as (${findableIn(w.next, w.parties.map((p) => p.org))}),` : sql``}
    moved as (${moveIn(w)}),
    joined as (
      insert into case_party (region, case_id, party, org_region, org)
      select ${w.next.region}, ${w.next.id}, party, org_region, org
      from unnest(${w.parties.map((p) => p.party)}::text[], ${w.parties.map((p) => p.orgRegion)}::text[], ${w.parties.map((p) => p.org)}::text[]) as fresh (party, org_region, org)),
    ticked as (${clocksIn(w)}),
    gone as (
      delete from worklist where case_region = ${w.next.region} and case_id = ${w.next.id} and why <> 'copy' returning 1),
    copies as (
      update worklist set state = ${w.next.state}, title = ${w.next.title} where case_region = ${w.next.region} and case_id = ${w.next.id} and why = 'copy' and ${!w.opens}::boolean),
    waiting as (${workIn(w)}),
    recorded as (
      insert into ledger_pending (region, id, kind, subject, body, hash)
      values (${w.pending.region}, ${w.pending.id}, ${w.pending.kind}, ${w.pending.subject}, ${w.pending.body}, ${w.pending.hash})),
    queued as (
      insert into outbox (region, id, topic, body, due_at)
      select region, id, topic, body, coalesce(due_at, now())
      from jsonb_to_recordset(${JSON.stringify(w.outbox.map((row) => ({ region: row.region, id: row.id, topic: row.topic, body: row.body, due_at: row.dueAt ?? null })))}::jsonb)
        as fresh (region text, id uuid, topic text, body jsonb, due_at timestamptz)),
    claimed as (
      update attachment set case_region = ${w.next.region}, case_id = ${w.next.id}, move_version = ${w.next.version}
      where region = ${w.attachmentRegion} and id = any(${w.attachmentIds}::uuid[]) and case_id is null)${w.typed === null ? sql`` : sql`,
    sent as (${typedOut(w.typed)})`}${w.done === null ? sql`` : sql`,
    counted as (${doneIn(w.move, w.done)})`}
    ${requestIn(w)}`.execute(tx);
}

function caseIn(w: MoveWrite) {
  const c = w.next;
  return sql`made as (
      insert into legal_case (region, id, kind, number, title, state, version, open, requester, provider, authority, forum, made_by, private_to, facts, created_at, moved_at)
      values (${c.region}, ${c.id}, ${c.kind}, null, ${c.title}, ${c.state}, ${c.version}, ${c.open}, ${c.requester}, ${c.provider}, ${c.authority}, ${c.forum},
              ${c.madeBy}, ${c.privateTo}, ${JSON.stringify(c.facts)}::jsonb, ${c.createdAt}, ${c.movedAt}))`;
}

function caseOn(w: MoveWrite) {
  const c = w.next;
  return sql`made as (
      update legal_case set state = ${c.state}, version = ${c.version}, open = ${c.open}, private_to = ${c.privateTo}, moved_at = ${c.movedAt}
      where region = ${c.region} and id = ${c.id})`;
}

function moveIn(w: MoveWrite) {
  const m = w.move;
  return sql`insert into case_move (region, case_id, version, at, on_day, kind, act, from_state, to_state, org, post, seat, person, behalf_of, trigger,
        article, opinion, states, signs, paper, clock_effects, attachments, salt, request_id)
      values (${w.next.region}, ${w.next.id}, ${m.version}, ${m.at}, ${m.onDay}, ${w.next.kind}, ${m.act}, ${m.fromState}, ${m.toState}, ${m.org}, ${m.post}, ${m.seat},
        ${m.person}, ${m.behalfOf}, ${m.trigger}, ${m.article}, ${m.opinion}, ${JSON.stringify(m.states)}::jsonb, ${m.signs}, ${m.paper},
        ${JSON.stringify(m.clockEffects)}::jsonb, ${m.attachments}::text[], ${m.salt}, ${m.requestId})`;
}

function clocksIn(w: MoveWrite) {
  const rows = w.clocks.map(clockJson);
  return sql`insert into clock (region, case_id, name, nth, cause, bound, calendar, class, events, due_on, plain_on, provisional, local, asked, near_on, red_on, stood_on, stopped_on, lapsed_on)
      select ${w.next.region}, ${w.next.id}, name, nth, cause, bound, calendar, class, events, due_on, plain_on, provisional, local, asked, near_on, red_on, stood_on, stopped_on, lapsed_on
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as fresh (${clockColumns})
      on conflict (region, case_id, name, nth) do update set
        events = excluded.events, due_on = excluded.due_on, plain_on = excluded.plain_on, provisional = excluded.provisional, local = excluded.local, asked = excluded.asked,
        near_on = excluded.near_on, red_on = excluded.red_on, stood_on = excluded.stood_on, stopped_on = excluded.stopped_on, lapsed_on = excluded.lapsed_on`;
}

const clockColumns = sql.raw(`name text, nth integer, cause text, bound text, calendar text, class text, events jsonb, due_on date, plain_on date, provisional boolean,
  local boolean, asked jsonb, near_on date, red_on date, stood_on date, stopped_on date, lapsed_on date`);

function clockJson(c: ClockRecord) {
  return {
    name: c.name, nth: c.nth, cause: c.cause, bound: c.bound, calendar: c.calendar, class: c.class, events: c.events, due_on: c.dueOn, plain_on: c.plainOn,
    provisional: c.provisional, local: c.local, asked: c.asked, near_on: c.nearOn, red_on: c.redOn, stood_on: c.stoodOn, stopped_on: c.stoppedOn, lapsed_on: c.lapsedOn,
  };
}

function workIn(w: MoveWrite) {
  const rows = w.work.map((row) => ({
    region: row.region, org: row.org, post: row.post, due_on: row.dueOn, why: row.why, near_on: row.nearOn, red_on: row.redOn, paused: row.paused,
    assignee: row.assignee, barred: row.barred, act: row.act, opened_at: row.openedAt,
  }));
  return sql`insert into worklist (region, org, post, due_on, case_id, why, case_region, kind, state, number, title, near_on, red_on, paused, assignee, barred, act, opened_at, at)
      select region, org, post, due_on, ${w.next.id}, why, ${w.next.region}, ${w.next.kind}, ${w.next.state}, ${w.next.number}, ${w.next.title}, near_on, red_on, paused,
        assignee, barred, act, opened_at, ${w.next.movedAt}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as fresh (region text, org text, post text, due_on date, why text, near_on date, red_on date, paused boolean,
        assignee uuid, barred uuid[], act text, opened_at timestamptz)
      where (select count(*) from gone) >= 0
      on conflict do nothing`;
}

function doneIn(m: MoveRecord, done: NonNullable<MoveWrite['done']>) {
  return sql`insert into work_done (region, org, person, month, done, on_time)
      values (${done.region}, ${done.org}, ${m.person}, date_trunc('month', ${m.onDay}::date)::date, 1, ${done.onTime ? 1 : 0})
      on conflict (region, org, person, month) do update set done = work_done.done + 1, on_time = work_done.on_time + excluded.on_time`;
}

/** By primary key: what this person had typed for this act and not sent is sent with it. One form of the statement, however many drafts. */
function typedOut(t: NonNullable<MoveWrite['typed']>) {
  return sql`delete from form_draft where region = ${t.region} and person = ${t.person} and org = ${t.org} and post = ${t.post}
      and (kind, form, about) in (select kind, form, about from unnest(${t.keys.map((k) => k.kind)}::text[], ${t.keys.map((k) => k.form)}::text[], ${t.keys.map((k) => k.about)}::text[]) as sent (kind, form, about))`;
}

function requestIn(w: MoveWrite) {
  if (w.request === null) return sql`select 1`;
  return sql`insert into case_request (region, request_id, case_id, version, person, act, asked, answer)
    values (${w.next.region}, ${w.request.requestId}, ${w.next.id}, ${w.next.version}, ${w.request.person}, ${w.request.act}, ${w.request.asked}::bytea, ${JSON.stringify(w.request.answer)}::jsonb)`;
}

/** Clocks changed without a move of the state: a start set right, a new calendar. Locks nothing that the caller has not locked. */
export async function writeClocks(tx: Tx, region: RegionCode, caseId: string, clocks: readonly ClockRecord[]): Promise<void> {
  const rows = clocks.map(clockJson);
  await sql`
    update clock set events = fresh.events, due_on = fresh.due_on, plain_on = fresh.plain_on, provisional = fresh.provisional, near_on = fresh.near_on,
      red_on = fresh.red_on, stood_on = fresh.stood_on, stopped_on = fresh.stopped_on, lapsed_on = fresh.lapsed_on, asked = fresh.asked
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as fresh (${clockColumns})
    where clock.region = ${region} and clock.case_id = ${caseId} and clock.name = fresh.name and clock.nth = fresh.nth`.execute(tx);
}

import { sql, type RawBuilder } from 'kysely';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader, Tx } from '../../postgres/database.ts';
import type { OrgCode, PersonId, RegionCode } from '../ports.ts';
import type { ClockEvent } from '../../../law/clock.ts';
import { findByParty } from './case-find.ts';
import { contentTouched } from './contents.ts';
import type { Ref, CaseRecord } from './case-record.ts';

export interface PastRecord {
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
  readonly signs: string | null;
  readonly cause: string | null;
}

export interface PartyRecord { readonly party: string; readonly org: OrgCode }

export interface ClockRecord {
  readonly name: string;
  readonly nth: number;
  readonly cause: string | null;
  readonly bound: OrgCode;
  readonly calendar: RegionCode;
  readonly class: string | null;
  readonly events: readonly ClockEvent[];
  readonly dueOn: PlainDate;
  readonly plainOn: PlainDate | null;
  readonly provisional: boolean;
  readonly local: boolean;
  readonly asked: Asked | null;
  readonly nearOn: PlainDate;
  readonly redOn: PlainDate;
  readonly stoodOn: PlainDate | null;
  readonly stoppedOn: PlainDate | null;
  readonly lapsedOn: PlainDate | null;
}

/** An extension: asked for, and what came of it. */
export interface Asked { readonly on: PlainDate; readonly days: number; readonly reason: string; readonly person: PersonId; readonly answered?: 'extended' | 'denied'; readonly answeredOn?: PlainDate }

export interface WorkRecord {
  readonly region: RegionCode;
  readonly org: OrgCode;
  readonly post: string;
  readonly dueOn: PlainDate;
  readonly why: 'move' | 'extension' | 'copy' | 'vacancy';
  readonly assignee: PersonId | null;
  readonly openedAt: string | null;
}

/** A case with everything that decides its next move. */
export interface Loaded {
  readonly row: CaseRecord;
  readonly past: readonly PastRecord[];
  readonly others: readonly PartyRecord[];
  readonly clocks: readonly ClockRecord[];
  readonly work: readonly WorkRecord[];
}

/** Locks the case by primary key; whoever wants to move it waits here. Prepared: every move asks it. */
export async function lockCase(tx: Tx, ref: Ref): Promise<CaseRecord | undefined> {
  const { rows } = await sql<CaseRecord>`/* a case, locked */ ${caseQuery} where region = ${ref.region} and id = ${ref.id} for update`.execute(tx);
  return rows[0];
}

/** Locks many, in the order of their keys, so that two who lock the same never wait in a ring; those that are none are absent. */
export async function lockCases(tx: Tx, refs: readonly Ref[]): Promise<CaseRecord[]> {
  const { rows } = await sql<CaseRecord>`${caseQuery} where (region, id) in (${named(refs)}) order by region, id for update`.execute(tx);
  return rows;
}

/** Reads the case by primary key. Prepared, as above. */
export async function readCase(db: Reader, ref: Ref): Promise<CaseRecord | undefined> {
  const { rows } = await sql<CaseRecord>`/* a case */ ${caseQuery} where region = ${ref.region} and id = ${ref.id}`.execute(db);
  return rows[0];
}

/** What these cases are called where a table names them: kind and number, by id. One statement by primary keys, at most 50,000. */
export async function numbersOf(db: Reader, refs: readonly Ref[]): Promise<ReadonlyMap<string, { readonly kind: string; readonly number: string | null }>> {
  if (refs.length === 0) return new Map();
  const { rows } = await sql<{ id: string; kind: string; number: string | null }>`
    select distinct c.id, c.kind, c.number from unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as named (region, id)
    join legal_case c on c.region = named.region and c.id = named.id limit 50000`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

const caseQuery = sql`select region, id, kind, number, title, state, version, open, requester, provider, authority, forum, made_by, private_to, facts, created_at, moved_at from legal_case`;
const named = (refs: readonly Ref[]): RawBuilder<unknown> => sql`select * from unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[])`;

export interface CaseNamed extends Ref { readonly kind: string; readonly number: string | null; readonly state: string; readonly open: boolean; readonly requester: OrgCode | null; readonly provider: OrgCode | null; readonly authority: OrgCode | null; readonly privateTo: OrgCode | null; /** The legal date of its last move. */ readonly movedOn: PlainDate }

/** These cases as a list elsewhere names them, in no order. One statement by primary keys, at most 1,000. */
export async function casesOf(db: Reader, refs: readonly Ref[]): Promise<readonly CaseNamed[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<CaseNamed>`
    select c.region, c.id, c.kind, c.number, c.state, c.open, c.requester, c.provider, c.authority, c.private_to as "privateTo",
      coalesce((select m.on_day from case_move m where m.region = c.region and m.case_id = c.id and m.version = c.version limit 1), (c.moved_at at time zone 'Asia/Shanghai')::date) as "movedOn"
    from unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as named (region, id)
    join legal_case c on c.region = named.region and c.id = named.id limit 1000`.execute(db);
  return rows;
}

interface History { readonly past: PastRecord[] | null; readonly others: PartyRecord[] | null; readonly clocks: ClockRecord[] | null; readonly work: WorkRecord[] | null }

/** What happened, who else is a party, how its clocks stand and on whose lists it is: one statement, by primary keys, prepared. */
export async function readHistory(db: Reader, row: CaseRecord): Promise<Loaded> {
  const { rows } = await sql<History>`/* what has happened in a case */ select ${history(sql`${row.region}`, sql`${row.id}`)}`.execute(db);
  return loaded(row, rows[0]);
}

/** The same of many cases, in one statement. */
export async function readHistories(db: Reader, cases: readonly CaseRecord[]): Promise<Loaded[]> {
  if (cases.length === 0) return [];
  const { rows } = await sql<History & Ref>`select c.region, c.id, ${history(sql`c.region`, sql`c.id`)} from (${named(cases)}) as c (region, id)`.execute(db);
  const found = new Map(rows.map((one) => [`${one.region}-${one.id}`, one]));
  return cases.map((row) => loaded(row, found.get(`${row.region}-${row.id}`)));
}

function history(region: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
      (select json_agg(json_build_object('version', version, 'at', at, 'onDay', on_day, 'act', act, 'fromState', from_state, 'toState', to_state,
          'org', org, 'post', post, 'seat', seat, 'person', person, 'behalfOf', behalf_of, 'signs', signs, 'cause', states->>'cause') order by version)
        from case_move m where m.region = ${region} and m.case_id = ${id}) as past,
      (select json_agg(json_build_object('party', party, 'org', org) order by party, org)
        from case_party p where p.region = ${region} and p.case_id = ${id}) as others,
      (select json_agg(json_build_object('name', name, 'nth', nth, 'cause', cause, 'bound', bound, 'calendar', calendar, 'class', class, 'events', events,
          'dueOn', due_on, 'plainOn', plain_on, 'provisional', provisional, 'local', local, 'asked', asked, 'nearOn', near_on, 'redOn', red_on,
          'stoodOn', stood_on, 'stoppedOn', stopped_on, 'lapsedOn', lapsed_on) order by name, nth)
        from clock k where k.region = ${region} and k.case_id = ${id}) as clocks,
      (select json_agg(json_build_object('region', region, 'org', org, 'post', post, 'dueOn', due_on, 'why', why, 'assignee', assignee, 'openedAt', opened_at))
        from worklist w where w.case_region = ${region} and w.case_id = ${id}) as work`;
}

function loaded(row: CaseRecord, found: History | undefined): Loaded {
  return { row, past: found?.past ?? [], others: found?.others ?? [], clocks: found?.clocks ?? [], work: found?.work ?? [] };
}

/** The parties of many cases, for lists and views. `limit` of refs: 1..1000. */
/** Numbers of many cases, by `region-id`; those without one are absent. One statement by primary keys. */
export async function readNumbers(db: Reader, refs: readonly Ref[]): Promise<ReadonlyMap<string, string>> {
  if (refs.length === 0) return new Map();
  const { rows } = await sql<{ ref: string; number: string }>`
    select c.region || '-' || c.id as ref, c.number from unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as named (region, id)
    join legal_case c on c.region = named.region and c.id = named.id where c.number is not null`.execute(db);
  return new Map(rows.map((row) => [row.ref, row.number]));
}

export async function readParties(db: Reader, ref: Ref): Promise<PartyRecord[]> {
  return db.selectFrom('caseParty').select(['party', 'org']).where('region', '=', ref.region).where('caseId', '=', ref.id).orderBy('party').orderBy('org').limit(5_000).execute();
}

export async function writeFacts(tx: Tx, ref: Ref, facts: Readonly<Record<string, string>>): Promise<void> {
  contentTouched(tx, ref);
  await sql`update legal_case set facts = facts || ${JSON.stringify(facts)}::jsonb where region = ${ref.region} and id = ${ref.id}`.execute(tx);
}

/** The title stands in the case and on the lists it is on. */
export async function writeTitle(tx: Tx, ref: Ref, title: string): Promise<void> {
  contentTouched(tx, ref);
  await sql`
    with named as (update legal_case set title = ${title} where region = ${ref.region} and id = ${ref.id} returning id),
    found as (update case_find set title = ${title} where region = ${ref.region} and case_id = ${ref.id})
    update worklist set title = ${title} from named where case_region = ${ref.region} and case_id = named.id`.execute(tx);
}

const columns = new Set(['requester', 'provider', 'authority', 'forum']);

/** Enters a party: the four that stand in the case fill their column, every other is a row. */
export async function writeParty(tx: Tx, ref: Ref, party: string, org: OrgCode, orgRegion: RegionCode): Promise<void> {
  contentTouched(tx, ref);
  await findByParty(tx, ref, org);
  if (columns.has(party)) {
    await sql`update legal_case set ${sql.id(party)} = ${org} where region = ${ref.region} and id = ${ref.id}`.execute(tx);
    return;
  }
  await tx.insertInto('caseParty').values({ region: ref.region, caseId: ref.id, party, orgRegion, org }).onConflict((same) => same.doNothing()).execute();
}

/** From now on all its parties see it. */
export async function makeKnown(tx: Tx, ref: Ref): Promise<void> {
  contentTouched(tx, ref);
  await sql`update legal_case set private_to = null where region = ${ref.region} and id = ${ref.id}`.execute(tx);
}

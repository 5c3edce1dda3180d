import { keptDays } from '../../../law/retention.ts';
import { sql } from 'kysely';
import type { SealedRow, Sound } from '../../../platform/ledger/index.ts';
import { transact, type Db, type Reader } from '../../../platform/postgres/database.ts';
import type { RowCondition } from './agreement.ts';
import { standingSandboxes } from './sandbox.ts';

/**
 * What gateways read of grants and keys. A gateway holds all of it in memory by (rid, sid) and is told by
 * `gate_change` what to read again: 'grant' and 'key' carry the grant's id.
 */

export interface CompiledGrant {
  readonly region: string;
  readonly id: string;
  readonly entryRegion: string;
  readonly entry: string;
  readonly entryVersion: number;
  readonly application: string | null;
  readonly provider: string;
  readonly requester: string;
  readonly state: string;
  readonly items: readonly { readonly n: number; readonly field: string }[];
  readonly rowFilter: readonly RowCondition[];
  readonly masks: Readonly<Record<string, string>>;
  readonly purpose: string;
  readonly mode: string;
  readonly serviceKind: string | null;
  readonly termFrom: string;
  readonly termTo: string | null;
  readonly quotaDay: number;
  readonly quotaMinute: number;
  readonly addresses: readonly string[];
  readonly personRequired: boolean;
  readonly timeRule: string;
  readonly timeRuleUntil: string | null;
  readonly secretAsSign: boolean;
  /** Its end is filed (27 ¶3): since when, and the day from which it answers no more. */
  readonly deprecatedAt: string | null;
  readonly sunsetOn: string | null;
  /** The grant that it takes over from, whose keys are served under it once that one's term is over. */
  readonly renewsRegion: string | null;
  readonly renewsId: string | null;
  readonly version: number;
}

export interface Credential {
  readonly rid: string;
  readonly sid: string;
  readonly nth: number;
  readonly region: string;
  readonly grantId: string;
  readonly sealed: Buffer;
  readonly endsAt: string | null;
  readonly stoppedAt: string | null;
}

export interface WireSecret {
  readonly rid: string;
  readonly sid: string;
  readonly nth: number;
  readonly issuedAt: string;
  readonly endsAt: string;
  readonly sealed: Buffer;
}

const page = 5_000;
const compiledColumns = ['region', 'id', 'entryRegion', 'entry', 'entryVersion', 'application', 'provider', 'requester', 'state', 'items', 'rowFilter', 'masks', 'purpose', 'mode',
  'serviceKind', 'termFrom', 'termTo', 'quotaDay', 'quotaMinute', 'addresses', 'personRequired', 'timeRule', 'timeRuleUntil', 'secretAsSign', 'deprecatedAt', 'sunsetOn', 'renewsRegion', 'renewsId', 'version'] as const;
const credentialColumns = ['rid', 'sid', 'nth', 'region', 'grantId', 'sealed', 'endsAt', 'stoppedAt'] as const;
const secretColumns = ['wireSecret.rid', 'wireSecret.sid', 'wireSecret.nth', 'wireSecret.issuedAt', 'wireSecret.endsAt', 'wireSecret.sealed'] as const;

export interface GrantId { readonly region: string; readonly id: string }

type Whole = { readonly row: SealedRow['row']; readonly seal: string | null };
const whole = [sql<never>`to_jsonb(t) - 'seal'`.as('row'), sql<never>`encode(t.seal, 'hex')`.as('seal')] as const;

/** The named grants as compiled, or all of them, in pages by primary key; those that are not sound are left out. */
export async function loadCompiled(db: Reader, sound: Sound, only?: readonly GrantId[]): Promise<CompiledGrant[]> {
  const found: CompiledGrant[] = [];
  for (let after: GrantId | undefined; ; ) {
    let query = db.selectFrom('grantCompiled as t').select(compiledColumns).select(whole).orderBy('region').orderBy('id').limit(page);
    if (only) query = query.where(sql<boolean>`(region, id) in (select * from unnest(${only.map((g) => g.region)}::text[], ${only.map((g) => g.id)}::uuid[]))`);
    if (after) query = query.where(sql<boolean>`(region, id) > (${after.region}, ${after.id}::uuid)`);
    const rows = (await query.execute()) as unknown as (CompiledGrant & Whole)[];
    for (const { row, seal, ...grant } of rows) if (sound({ region: grant.region, id: grant.id, of: 'compiled', row, seal })) found.push(grant);
    if (rows.length < page) return found;
    after = rows.at(-1);
  }
}

/** Keys that were not stopped, of the named grants or of all; those that are not sound are left out, where that is asked. Read by primary key or by index credential_grant. */
export async function loadCredentials(db: Reader, sound: Sound | undefined, only?: readonly GrantId[]): Promise<Credential[]> {
  const found: Credential[] = [];
  for (let after: Credential | undefined; ; ) {
    let query = db.selectFrom('credential as t').select([...credentialColumns, ...(sound === undefined ? [] : whole)]).where('stoppedAt', 'is', null).orderBy('rid').orderBy('sid').orderBy('nth').limit(page);
    if (only) query = query.where(sql<boolean>`(region, grant_id) in (select * from unnest(${only.map((g) => g.region)}::text[], ${only.map((g) => g.id)}::uuid[]))`);
    if (after) query = query.where(sql<boolean>`(rid, sid, nth) > (${after.rid}, ${after.sid}, ${after.nth}::integer)`);
    const rows = (await query.execute()) as (Credential & Whole)[];
    for (const { row, seal, ...key } of rows) if (sound === undefined || sound({ region: key.region, id: key.grantId, of: 'key', row, seal })) found.push(key);
    if (rows.length < page) return found;
    after = rows.at(-1);
  }
}

/** Secrets still in their life: of the named pairs, or of all. */
export async function loadSecrets(db: Reader, only?: readonly { readonly rid: string; readonly sid: string }[]): Promise<WireSecret[]> {
  let query = db.selectFrom('wireSecret').select(secretColumns).where('endsAt', '>', sql<string>`now()`).orderBy('rid').orderBy('sid').orderBy('issuedAt', 'desc').limit(1_000_000);
  if (only) query = query.where(sql<boolean>`(rid, sid) in (select * from unnest(${only.map((p) => p.rid)}::text[], ${only.map((p) => p.sid)}::text[]))`);
  return (await query.execute()) as WireSecret[];
}

/** What stands, in short, so that a gateway finds what it missed: every grant's and sandbox's version and every live key. */
export async function standing(db: Reader): Promise<{ readonly grants: ReadonlyMap<string, number>; readonly keys: ReadonlySet<string> }> {
  const grants = new Map<string, number>();
  for (let after: GrantId | undefined; ; ) {
    let query = db.selectFrom('grantCompiled').select(['region', 'id', 'version']).orderBy('region').orderBy('id').limit(page);
    if (after) query = query.where(sql<boolean>`(region, id) > (${after.region}, ${after.id}::uuid)`);
    const rows = await query.execute();
    for (const row of rows) grants.set(`${row.region}-${row.id}`, row.version);
    if (rows.length < page) break;
    after = rows.at(-1);
  }
  for (const row of await standingSandboxes(db)) grants.set(`${row.region}-${row.id}`, row.version);
  const keys = new Set((await loadCredentials(db, undefined)).map((key) => `${key.region}-${key.grantId} ${key.nth} ${key.endsAt ?? ''}`));
  return { grants, keys };
}

export interface Issue {
  readonly rid: string; readonly sid: string; readonly nth: number;
  readonly nowMs: number; readonly endsAtMs: number;
  /** A secret that ends after this is given again: refresh is idempotent. */
  readonly keepIfEndsAfterMs: number;
  /** Whether the platform made it: one that was altered is followed by another, not given again. */
  opens(secret: WireSecret): boolean;
  seal(issuedAtMs: number): Buffer;
}

/**
 * The current secret of a key, or a new one. The key's row is locked, so that two gateways asked at once issue one;
 * older secrets stay valid to their own end. Undefined: the key was stopped or has ended.
 */
export async function issueSecret(db: Db, issue: Issue): Promise<WireSecret | undefined> {
  return transact(db, async (tx) => {
    const key = await tx.selectFrom('credential').select('nth').where('rid', '=', issue.rid).where('sid', '=', issue.sid).where('nth', '=', issue.nth)
      .where('stoppedAt', 'is', null).where((eb) => eb.or([eb('endsAt', 'is', null), eb('endsAt', '>', new Date(issue.nowMs).toISOString())])).forUpdate().executeTakeFirst();
    if (!key) return undefined;
    const last = (await tx.selectFrom('wireSecret').select(secretColumns).where('rid', '=', issue.rid).where('sid', '=', issue.sid)
      .orderBy('issuedAt', 'desc').limit(1).executeTakeFirst()) as WireSecret | undefined;
    if (last && last.nth === issue.nth && Date.parse(last.endsAt) > issue.keepIfEndsAfterMs && issue.opens(last)) return last;
    const issuedAtMs = Math.max(issue.nowMs, last ? Date.parse(last.issuedAt) + 1 : 0);
    const made = { rid: issue.rid, sid: issue.sid, nth: issue.nth, issuedAt: new Date(issuedAtMs).toISOString(), endsAt: new Date(issue.endsAtMs).toISOString(), sealed: issue.seal(issuedAtMs) };
    await tx.insertInto('wireSecret').values(made).execute();
    return made;
  });
}

/** Housekeeping: secrets whose life is over for a day. Reads index wire_secret_end. */
export async function dropOldSecrets(db: Reader): Promise<void> {
  await db.deleteFrom('wireSecret').where('endsAt', '<', sql<string>`now() - make_interval(days => ${keptDays('secrets')})`).execute();
}

import type { PlainDate } from '../../law/plain-date.ts';
import type { Calendar } from '../../law/calendar.ts';
import type { Jurisdiction } from '../../law/jurisdiction.ts';
import type { Tx } from '../postgres/database.ts';
import type { Directory, Office, Organisation, OrgCode, PersonId, Post, RegionCode } from './ports.ts';

/**
 * What one transaction knows of people, places and days: each is asked of the directory once.
 * A deed may move several cases; all its moves share one legal date and one time.
 */
export interface Deed {
  readonly tx: Tx;
  readonly today: PlainDate;
  /** The machine's time, ISO: protocol and records. Days of the law come from `today` alone. */
  readonly at: string;
  organisation(org: OrgCode): Promise<Organisation | undefined>;
  holders(org: OrgCode, post: Post): Promise<readonly PersonId[]>;
  calendar(region: RegionCode): Promise<Calendar>;
  jurisdiction(region: RegionCode): Promise<Jurisdiction>;
  authorityOf(org: OrgCode): Promise<OrgCode | undefined>;
  upperOf(authority: OrgCode): Promise<OrgCode | undefined>;
  /** Where a case stands after its last move in this transaction. */
  latest(ref: Ref): Standing | undefined;
  moved(ref: Ref, standing: Standing): void;
}

interface Ref { readonly region: string; readonly id: string }
interface Standing { readonly state: string; readonly version: number }

const deeds = new WeakMap<Tx, Promise<Deed>>();

/** The deed of this transaction; begun with its first move. */
export function deedOf(tx: Tx, directory: Directory): Promise<Deed> {
  const known = deeds.get(tx);
  if (known) return known;
  const begun = begin(tx, directory);
  deeds.set(tx, begun);
  return begun;
}

/** The same for a page of this organisation: what every page asks of its office is asked at once. */
export function deedAt(tx: Tx, directory: Directory, office: At): Promise<Deed> {
  const known = deeds.get(tx);
  if (known || directory.officeOf === undefined) return known ?? deedOf(tx, directory);
  const begun = directory.officeOf(tx, office.org, office.region).then((found) => begin(tx, directory, { ...office, ...found }));
  deeds.set(tx, begun);
  return begun;
}

interface At { readonly org: OrgCode; readonly region: RegionCode }

async function begin(tx: Tx, directory: Directory, office?: At & Office): Promise<Deed> {
  const today = office?.today ?? await directory.legalToday(tx);
  const standing = new Map<string, Standing>();
  const holdersIn = directory.holdersIn === undefined ? undefined : once(async (org: OrgCode): Promise<ReadonlyMap<Post, readonly PersonId[]>> => {
    if (org === office?.org) return office.holders;
    return (await directory.holdersIn?.(tx, org, today)) ?? new Map<Post, readonly PersonId[]>();
  });
  return {
    tx,
    today,
    at: new Date().toISOString(),
    organisation: once((org: OrgCode) => directory.organisation(tx, org)),
    holders: holdersIn === undefined ? once2((org: OrgCode, post: Post) => directory.holdersOf(tx, org, post, today)) : async (org, post) => (await holdersIn(org)).get(post) ?? [],
    calendar: once(async (region: RegionCode) => (region === office?.region ? office.calendar : directory.calendarOf(tx, region))),
    jurisdiction: once((region: RegionCode) => directory.jurisdictionOf(tx, region)),
    authorityOf: once((org: OrgCode) => directory.authorityOf(tx, org)),
    upperOf: once((authority: OrgCode) => directory.upperOf(tx, authority)),
    latest: (ref) => standing.get(`${ref.region}-${ref.id}`),
    moved: (ref, now) => standing.set(`${ref.region}-${ref.id}`, now),
  };
}

function once<K, V>(ask: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const known = new Map<K, Promise<V>>();
  return (key) => {
    const found = known.get(key) ?? ask(key);
    known.set(key, found);
    return found;
  };
}

function once2<A, B, V>(ask: (a: A, b: B) => Promise<V>): (a: A, b: B) => Promise<V> {
  const known = new Map<A, (b: B) => Promise<V>>();
  return (a, b) => {
    const of = known.get(a) ?? once((key: B) => ask(a, key));
    known.set(a, of);
    return of(b);
  };
}

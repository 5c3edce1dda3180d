import type { RawBuilder } from 'kysely';
import type { Calendar } from '../../law/calendar.ts';
import type { DocumentTemplate } from '../../law/documents/template.ts';
import type { Jurisdiction } from '../../law/jurisdiction.ts';
import type { Post } from '../../law/permissions.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import type { Tx } from '../postgres/database.ts';

export type { Post };
/** 统一社会信用代码 of an organisation. */
export type OrgCode = string;
/** GB/T 2260, six digits. */
export type RegionCode = string;
export type PersonId = string; // uuid
/** A party as the tables name it: requester, provider, authority, upper, forum, department, sender, receiver, platform. */
export type PartyName = string;

/** Who acts, as the session says: one person in one post of one organisation, possibly by delegation. */
export interface Actor {
  readonly person: PersonId;
  readonly kind: 'staff' | 'system' | 'security' | 'audit';
  readonly org: OrgCode;
  readonly region: RegionCode; // of the organisation
  readonly post: Post;
  readonly behalfOf?: PersonId; // the giver of a delegation
  readonly session: string; // id, never the token
  readonly confirmedAt?: string; // last re-authentication, ISO
}

export interface HeldPost { readonly org: OrgCode; readonly region: RegionCode; readonly post: Post; readonly behalfOf?: PersonId }
export interface Organisation { readonly code: OrgCode; readonly region: RegionCode; readonly name: string; readonly shortName: string; readonly kind: 'department' | 'authority' | 'government' | 'platform' | 'other'; readonly authority: OrgCode | null }

export interface Office { readonly today: PlainDate; readonly holders: ReadonlyMap<Post, readonly PersonId[]>; readonly calendar: Calendar }

/** What the engine must know about people and places; implemented by processes/organisation, passed in by main.ts. */
export interface Directory {
  organisation(tx: Tx, org: OrgCode): Promise<Organisation | undefined>;
  organisations(tx: Tx, orgs: readonly OrgCode[]): Promise<ReadonlyMap<OrgCode, Organisation>>;
  /** Short names by code, one json object, of the codes that a statement around selects; where the directory stands beside the cases. */
  readonly namesAmong?: (codes: RawBuilder<unknown>) => RawBuilder<unknown>;
  /** Same-level authority of an organisation (同级主管部门), and the authority above that one. */
  authorityOf(tx: Tx, org: OrgCode): Promise<OrgCode | undefined>;
  upperOf(tx: Tx, authority: OrgCode): Promise<OrgCode | undefined>;
  /** The region and those above it, nearest first, as the list of regions has them. */
  regionsFrom(tx: Tx, region: RegionCode): Promise<readonly RegionCode[]>;
  /** The authority of exactly this region; its government. */
  authorityIn(tx: Tx, region: RegionCode): Promise<OrgCode | undefined>;
  governmentIn(tx: Tx, region: RegionCode): Promise<OrgCode | undefined>;
  /** What a region is called; its code where it is unknown. */
  regionName(tx: Tx, region: RegionCode): Promise<string>;
  /** Departments and authorities of exactly this region that stand, by code, after `after`: a page of a circular (Art. 16 ¶1). */
  departmentsIn(tx: Tx, region: RegionCode, after: OrgCode | null, limit: number): Promise<readonly OrgCode[]>;
  /** The organisation that runs this platform. */
  platformOrg(tx: Tx): Promise<OrgCode>;
  /** Posts the person holds or is delegated on this day. */
  postsOf(tx: Tx, person: PersonId, day: PlainDate): Promise<readonly HeldPost[]>;
  holdersOf(tx: Tx, org: OrgCode, post: Post, day: PlainDate): Promise<readonly PersonId[]>;
  /** All posts of an organisation with who holds them, where the directory can tell at once; else each is asked by `holdersOf`. */
  holdersIn?(tx: Tx, org: OrgCode, day: PlainDate): Promise<ReadonlyMap<Post, readonly PersonId[]>>;
  /** The legal date, and by it an organisation's posts and its region's calendar, where the directory can tell them at once: what every page asks first. */
  officeOf?(tx: Tx, org: OrgCode, region: RegionCode): Promise<Office>;
  calendarOf(tx: Tx, region: RegionCode): Promise<Calendar>;
  /** Another text whenever any calendar is another: a notice was signed, or the program brings one that it did not. */
  calendarMark?(tx: Tx): Promise<string>;
  jurisdictionOf(tx: Tx, region: RegionCode): Promise<Jurisdiction>;
  /** Versions of the templates of papers that a region has adopted and not withdrawn; absent: the platform's plain form. */
  documentTemplates?(tx: Tx, region: RegionCode): Promise<readonly DocumentTemplate[]>;
  /** The legal date: Shanghai's date plus `platform_mark.day_offset`, read in this transaction. */
  legalToday(tx: Tx): Promise<PlainDate>;
  /** 委托代办: the giver's post is also the taker's from the one day to the other. Refuses overlaps and re-delegation. */
  delegate?(tx: Tx, delegation: { readonly org: OrgCode; readonly post: Post; readonly giver: PersonId; readonly taker: PersonId; readonly from: PlainDate; readonly to: PlainDate }): Promise<void>;
  /** Post-labels of persons for the timeline: 教育厅·编目员, never a name. */
  labelOf(tx: Tx, person: PersonId): Promise<string>;
}

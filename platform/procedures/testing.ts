import { randomUUID } from 'node:crypto';
import { isLawError } from '../../law/errors.ts';
import { builtInCalendar } from '../../law/holidays.ts';
import { plainJurisdiction, type Jurisdiction } from '../../law/jurisdiction.ts';
import { regionsAbove } from '../../law/region-code.ts';
import { plainDate, type PlainDate } from '../../law/plain-date.ts';
import type { Calendar } from '../../law/calendar.ts';
import type { Actor, Directory, HeldPost, Organisation, OrgCode, PersonId, Post, RegionCode } from './ports.ts';

interface Held { readonly org: OrgCode; readonly post: Post; readonly person: PersonId; readonly from: PlainDate; readonly to: PlainDate | null }
interface Delegated { readonly org: OrgCode; readonly post: Post; readonly giver: PersonId; readonly taker: PersonId; readonly from: PlainDate; readonly to: PlainDate }

/** People and organisations in memory, with a legal date that the test moves: a Directory for tests of processes. */
export interface FakeDirectory extends Directory {
  readonly organisationsByCode: Map<OrgCode, Organisation>;
  readonly jurisdictions: Map<RegionCode, Jurisdiction>;
  calendar: Calendar;
  today: PlainDate;
  platform: OrgCode;
  addOrganisation(code: OrgCode, name: string, options?: { readonly region?: RegionCode; readonly kind?: Organisation['kind']; readonly authority?: OrgCode | null }): OrgCode;
  /** Gives a post to a person, a new one where none is named; answers as that person acting in it. */
  addPost(org: OrgCode, post: Post, person?: PersonId): Actor;
  endPost(org: OrgCode, post: Post, person: PersonId): void;
  /** The same person acting for another who delegated this post to him. */
  onBehalf(actor: Actor, giver: Actor): Actor;
  movesTo(day: string): void;
}

const openEnd = '9999-12-31' as PlainDate;

/** One city (320800) with its authority, two departments, and the platform's own organisation; posts are added as needed. */
export function fakeDirectory(today = '2026-09-30'): FakeDirectory {
  const orgs = new Map<OrgCode, Organisation>();
  const [held, delegated, uppers]: [Held[], Delegated[], Map<OrgCode, OrgCode>] = [[], [], new Map()];
  const jurisdictions = new Map<RegionCode, Jurisdiction>();
  const holds = (each: Held | Delegated, day: PlainDate) => each.from <= day && day <= (each.to ?? openEnd);
  const regionOf = (org: OrgCode) => orgs.get(org)?.region ?? '000000';

  const directory: FakeDirectory = {
    organisationsByCode: orgs, jurisdictions, calendar: builtInCalendar(), today: plainDate(today), platform: codes.platform,
    addOrganisation(code, name, { region = '320800', kind = 'department', authority = codes.authority } = {}) {
      orgs.set(code, { code, region, name, shortName: name.replace(/^淮安市/, '市'), kind, authority });
      if (kind === 'authority' && authority !== null && authority !== code) uppers.set(code, authority);
      return code;
    },
    addPost(org, post, person = randomUUID()) {
      held.push({ org, post, person, from: plainDate('2025-01-01'), to: null });
      const kind = post === 'platform-system' ? 'system' : post === 'platform-security' ? 'security' : post === 'platform-audit' ? 'audit' : 'staff';
      return { person, kind, org, region: regionOf(org), post, session: 'test', confirmedAt: '2999-01-01T00:00:00Z' };
    },
    endPost(org, post, person) {
      for (const [at, each] of [...held.entries()].reverse()) if (each.org === org && each.post === post && each.person === person) held.splice(at, 1);
    },
    onBehalf: (actor, giver) => ({ ...actor, org: giver.org, region: giver.region, post: giver.post, behalfOf: giver.person }),
    movesTo(day) { directory.today = plainDate(day); },

    organisation: async (_tx, org) => orgs.get(org),
    organisations: async (_tx, wanted) => new Map(wanted.flatMap((org) => { const found = orgs.get(org); return found ? [[org, found] as const] : []; })),
    authorityOf: async (_tx, org) => { const found = orgs.get(org); return found?.kind === 'authority' ? org : found?.authority ?? undefined; },
    upperOf: async (_tx, authority) => uppers.get(authority),
    regionsFrom: async (_tx, region) => [region, ...regionsAbove(region)],
    authorityIn: async (_tx, region) => [...orgs.values()].find((org) => org.kind === 'authority' && org.region === region)?.code,
    governmentIn: async (_tx, region) => [...orgs.values()].find((org) => org.kind === 'government' && org.region === region)?.code,
    regionName: async (_tx, region) => region,
    departmentsIn: async (_tx, region, after, limit) => [...orgs.values()].filter((org) => org.region === region && (org.kind === 'department' || org.kind === 'authority') && org.code > (after ?? '')).map((org) => org.code).sort().slice(0, limit),
    platformOrg: async () => directory.platform,
    postsOf: async (_tx, person, day) => [
      ...held.filter((each) => each.person === person && holds(each, day)).map((each): HeldPost => ({ org: each.org, region: regionOf(each.org), post: each.post })),
      ...delegated.filter((each) => each.taker === person && holds(each, day)).map((each): HeldPost => ({ org: each.org, region: regionOf(each.org), post: each.post, behalfOf: each.giver })),
    ],
    holdersOf: async (_tx, org, post, day) => held.filter((each) => each.org === org && each.post === post && holds(each, day)).map((each) => each.person),
    calendarOf: async () => directory.calendar,
    jurisdictionOf: async (_tx, region) => jurisdictions.get(region) ?? plainJurisdiction(region),
    legalToday: async () => directory.today,
    delegate: async (_tx, { org, post, giver, taker, from, to }) => { delegated.push({ org, post, giver, taker, from, to }); },
    labelOf: async (_tx, person) => { const found = held.find((each) => each.person === person); return found ? `${orgs.get(found.org)?.shortName ?? found.org}·${found.post}` : '—'; },
  };
  directory.addOrganisation(codes.authority, '淮安市数据局', { kind: 'authority', authority: codes.upper });
  directory.addOrganisation(codes.education, '淮安市教育局');
  directory.addOrganisation(codes.labour, '淮安市人力资源和社会保障局');
  directory.addOrganisation(codes.other, '淮安市民政局');
  directory.addOrganisation(codes.upper, '江苏省数据局', { region: '320000', kind: 'authority', authority: null });
  directory.addOrganisation(codes.platform, '淮安市大数据中心', { kind: 'platform' });
  return directory;
}

/** Invented codes of the private range of GB 11714. */
export const codes = {
  education: '11320800PDY00001X6', labour: '11320800PDY0000286', authority: '11320800PDY0000361',
  other: '11320800PDY0000447', upper: '11320000PDY0000521', platform: '11320800PDY0000609',
} as const;

/** What became of it: `done`, or the code by which it was refused; anything else is a bug and goes on. */
export const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (thrown: unknown) => {
  if (isLawError(thrown)) return thrown.code;
  throw thrown;
});

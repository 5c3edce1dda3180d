import { workingCalendar } from '../../law/calendar.ts';
import type { Calendar } from '../../law/calendar.ts';
import type { DocumentTemplate } from '../../law/documents/template.ts';
import { fail } from '../../law/errors.ts';
import { notices } from '../../law/holidays.ts';
import type { Adoption, Jurisdiction, LocalLimit, LocalNumber } from '../../law/jurisdiction.ts';
import { postNames } from '../../law/permissions.ts';
import { NATION } from '../../law/region-code.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import type { Reader } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { digestOf } from './login/secrets.ts';
import { noticesIn, noticesMark, noticesOf, signedNotices, type Signed } from './store/calendar.ts';
import * as store from './store/directory.ts';
import { regionName } from './store/regions.ts';
import { templatesOf, type TemplateRow } from './store/document-templates.ts';
import { localRules } from './store/local-rules.ts';
import { readPlatform } from './store/platform.ts';

/**
 * What the engine must know about people and places, read in the transaction that asks. Only calendars are kept,
 * since making one costs some milliseconds, and each under the list of notices it was made from; people, posts and the
 * legal date never: a post that ended must not act once more.
 */
export function createDirectory(): Directory {
  const calendars = new Map<string, Calendar>();
  return {
    organisation: store.findOrganisation,
    organisations: async (tx, orgs) => new Map((await store.findOrganisations(tx, orgs)).map((org) => [org.code, org])),
    namesAmong: store.namesAmong,
    authorityOf: async (tx, code) => {
      const org = await store.findOrganisation(tx, code);
      if (org === undefined) return undefined;
      if (org.kind === 'authority') return org.code;
      return org.authority ?? (await store.authoritiesFrom(tx, org.region))[0]?.code;
    },
    upperOf: async (tx, authority) => {
      const org = await store.findOrganisation(tx, authority);
      return org === undefined ? undefined : (await store.authoritiesFrom(tx, org.region)).find((one) => one.region !== org.region)?.code;
    },
    regionsFrom: store.regionAndAbove,
    authorityIn: (tx, region) => store.organisationOfKind(tx, region, 'authority'),
    governmentIn: (tx, region) => store.organisationOfKind(tx, region, 'government'),
    regionName,
    departmentsIn: store.departmentsIn,
    platformOrg: async (tx) => (await readPlatform(tx))?.org ?? fail('SETUP_REQUIRED'),
    postsOf: store.heldPosts,
    holdersOf: store.holders,
    holdersIn: store.holdersIn,
    officeOf: async (tx, org, region) => {
      const { today, holders, signed } = await store.office(tx, org, region);
      return { today, holders, calendar: await calendarBy(tx, region, signed, calendars) };
    },
    calendarOf: (tx, region) => calendarOf(tx, region, calendars),
    calendarMark: async (tx) => `${builtIn} ${await noticesMark(tx)}`,
    jurisdictionOf: async (tx, region) => jurisdictionFrom(region, (await localRules(tx, region)).map((row) => row.body as LocalRule)),
    documentTemplates: async (tx, region) => (await templatesOf(tx, region)).filter((row) => row.withdrawnAt === null).map(templateFrom),
    legalToday: store.readLegalToday,
    delegate: (tx, it) => delegate(tx, it),
    labelOf: async (tx, person) => {
      const row = await store.labelRow(tx, person);
      if (row === undefined) return '未知人员';
      const post = row.post ?? (row.kind === 'staff' ? null : `platform-${row.kind}` as keyof typeof postNames);
      return post === null ? row.shortName : `${row.shortName}·${postNames[post]}`;
    },
  };
}

/** Which notices the program itself brings. */
const builtIn = digestOf(JSON.stringify(notices));

/** A local rule as it is stored: one of the three kinds of law/jurisdiction.ts. */
export type LocalRule = { readonly kind: 'adoption'; readonly rule: Adoption } | { readonly kind: 'limit'; readonly rule: LocalLimit } | { readonly kind: 'number'; readonly rule: LocalNumber };

/** A version as it was entered; it was held against the bounds of law/documents/template.ts then. */
export const templateFrom = (row: Pick<TemplateRow, 'version' | 'body'>): DocumentTemplate => ({ ...(row.body as Omit<DocumentTemplate, 'version'>), version: row.version });

export function jurisdictionFrom(region: string, rules: readonly LocalRule[]): Jurisdiction {
  return {
    region,
    adoptions: rules.flatMap((one) => (one.kind === 'adoption' ? [one.rule] : [])),
    limits: rules.flatMap((one) => (one.kind === 'limit' ? [one.rule] : [])),
    numbers: rules.flatMap((one) => (one.kind === 'number' ? [one.rule] : [])),
  };
}

/** National notices: those the program brings and those signed here; then the region's own and those of the regions above it. */
async function calendarOf(tx: Reader, region: string, made: Map<string, Calendar>): Promise<Calendar> {
  return calendarBy(tx, region, await signedNotices(tx, region), made);
}

async function calendarBy(tx: Reader, region: string, signed: readonly Signed[], made: Map<string, Calendar>): Promise<Calendar> {
  const key = signed.map((one) => `${one.region}:${one.year}:${one.version}`).join(' ');
  const known = made.get(key);
  if (known !== undefined) return known;
  const regions = [...new Set([...await store.regionAndAbove(tx, region), NATION])];
  const rows = (await noticesOf(tx, regions)).filter((row) => row.signedAt !== null);
  const calendar = workingCalendar([...notices, ...noticesIn(rows, NATION)], ...regions.filter((one) => one !== NATION).reverse().map((one) => noticesIn(rows, one)));
  if (made.size > 500) made.clear();
  made.set(key, calendar);
  return calendar;
}

/** 委托代办: from a holder of the post to a colleague of the same organisation, once at a time, never handed on. */
async function delegate(tx: Parameters<NonNullable<Directory['delegate']>>[0], it: Parameters<NonNullable<Directory['delegate']>>[1]): Promise<void> {
  const org = await store.findOrganisation(tx, it.org) ?? fail('ORGANISATION_NOT_FOUND');
  if (it.to < it.from) fail('DELEGATION_DATES_INVALID');
  if (it.giver === it.taker || it.post.startsWith('platform-')) fail('DELEGATION_TAKER_INVALID');
  const given = await store.heldPosts(tx, it.giver, it.from);
  if (!given.some((held) => held.org === it.org && held.post === it.post && held.behalfOf === undefined)) fail('POST_NOT_HELD');
  const taken = await store.heldPosts(tx, it.taker, it.from);
  if (!taken.some((held) => held.org === it.org && held.behalfOf === undefined && !held.post.startsWith('platform-'))) fail('DELEGATION_TAKER_INVALID'); // an officer takes on no other post
  const row = { region: org.region, org: it.org, post: it.post, giver: it.giver, validFrom: it.from, validTo: it.to };
  if ((await store.delegationsTouching(tx, row)).length > 0) fail('DELEGATION_OVERLAPS');
  await store.addDelegation(tx, { ...row, id: uuidv7(), taker: it.taker });
}

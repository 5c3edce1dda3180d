import type { z } from 'zod';
import { dayKind, workingCalendar } from '../../../law/calendar.ts';
import type { Calendar } from '../../../law/calendar.ts';
import { fail } from '../../../law/errors.ts';
import { notices } from '../../../law/holidays.ts';
import { addDays, plainDate } from '../../../law/plain-date.ts';
import { isWithin, NATION } from '../../../law/region-code.ts';
import { route } from '../../../platform/http/route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { sqlState, transact } from '../../../platform/postgres/database.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import { CalendarQuery, CalendarView, NoticeBody, NoticeParams, NoticeView, SignAnswer } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { act, textDigest } from '../record.ts';
import { addNotice, noticesIn, noticesOf, signNotice } from '../store/calendar.ts';
import type { NoticeRow } from '../store/calendar.ts';
import { findRegion, regionName } from '../store/regions.ts';
import { regionAndAbove } from '../store/directory.ts';
import { readPlatform } from '../store/platform.ts';

/** Computes provisional dates again; given by main.ts, since the engine is made after the processes. */
export type Recompute = () => Promise<number>;

/** 放假安排: entered by the reviewer, signed by the lead, another person; then every provisional date is computed again. */
export function calendarRoutes(deps: OrganisationDeps, recompute: Recompute): readonly Route[] {
  return [
    route({
      method: 'GET', path: '/calendar', may: 'session.own', in: { query: CalendarQuery }, out: CalendarView, fails: ['CALENDAR_YEAR_MISSING'], summary: '工作日历',
      handle: (ctx, { query }) => transact(deps.db, (tx) => view(deps, tx, query.region ?? ctx.actor.region, query.year)),
    }),
    route({
      method: 'POST', path: '/calendar/notices', may: 'calendar.propose', once: true, form: 'holiday-notice', in: { body: NoticeBody }, out: NoticeView, fails: ['REGION_UNKNOWN', 'NOTICE_NOT_YOURS', 'NOTICE_BASIS_MISSING', 'NOTICE_VERSION_TAKEN', 'CALENDAR_DAY_TWICE', 'CALENDAR_DAY_FOREIGN', 'CALENDAR_LOCAL_TAKES_REST'], summary: '录入放假安排',
      handle: (ctx, { body }) => act(deps, ctx, 'calendar-notice', async (tx) => {
        await requireOwn(tx, body.region, ctx.actor.region);
        if (await findRegion(tx, body.region) === undefined) fail('REGION_UNKNOWN', { region: body.region });
        const basis = basisOf(body.region, body.basis ?? null);
        await tryOut(tx, body);
        await addNotice(tx, { ...body, basis, proposedBy: ctx.actor.person }).catch((error: unknown) => {
          if (sqlState(error) === '23505') fail('NOTICE_VERSION_TAKEN', body);
          throw error;
        });
        const answer = await viewNotice(tx, { ...body, basis, proposedBy: ctx.actor.person, proposedAt: '', signedBy: null, signedAt: null });
        return { answer, facts: { act: 'propose', region: body.region, year: body.year, version: body.version, days: textDigest(JSON.stringify(body.days)), sources: textDigest(JSON.stringify(body.sources)), ...(basis === null ? {} : { basis: textDigest(basis) }) } };
      }),
    }),
    route({
      method: 'POST', path: '/calendar/notices/:region/:year/:version/sign', may: 'calendar.sign', once: true, grave: true, in: { params: NoticeParams }, out: SignAnswer, fails: ['NOTICE_NOT_FOUND', 'NOTICE_NOT_YOURS', 'NOTICE_OWN_WORK', 'NOTICE_BASIS_MISSING', 'CONFIRM_IDENTITY'], summary: '签发放假安排',
      handle: async (ctx, { params }) => {
        await act(deps, ctx, 'calendar-notice', async (tx) => {
          await requireOwn(tx, params.region, ctx.actor.region);
          const row = (await noticesOf(tx, [params.region])).find((one) => one.year === params.year && one.version === params.version) ?? fail('NOTICE_NOT_FOUND');
          if (row.proposedBy === ctx.actor.person) fail('NOTICE_OWN_WORK');
          basisOf(row.region, row.basis);
          await tryOut(tx, row);
          if (!await signNotice(tx, row, ctx.actor.person)) fail('NOTICE_NOT_FOUND');
          return { answer: null, facts: { act: 'sign', region: row.region, year: row.year, version: row.version, days: textDigest(JSON.stringify(row.days)) } };
        });
        return { recomputed: await recompute() };
      },
    }),
  ];
}

/** A region's own notices are its authority's; the State Council's, which bind everybody here, are entered by that of the platform's region or one above it. */
async function requireOwn(tx: Tx, region: string, actorRegion: string): Promise<void> {
  const of = region === NATION ? (await readPlatform(tx))?.region ?? fail('SETUP_REQUIRED') : region;
  if (!isWithin(of, actorRegion)) fail('NOTICE_NOT_YOURS');
}

/** A region's own days off rest on a rule of its government; those of the nation on the notice itself. @throws NOTICE_BASIS_MISSING */
function basisOf(region: string, stated: string | null): string | null {
  return region === NATION ? null : stated ?? fail('NOTICE_BASIS_MISSING');
}

/** Makes the calendar that would hold with this notice: whatever is wrong with it is said now. */
async function tryOut(tx: Tx, row: Pick<NoticeRow, 'region' | 'year' | 'version' | 'days' | 'sources'>): Promise<void> {
  const regions = [...new Set([...await regionAndAbove(tx, row.region), NATION])];
  const signed = (await noticesOf(tx, regions)).filter((one) => one.signedAt !== null);
  const it = { year: row.year, version: row.version, sources: row.sources, days: row.days };
  const withIt = (region: string) => [...noticesIn(signed, region), ...(region === row.region ? [it] : [])];
  workingCalendar([...notices, ...withIt(NATION)], ...regions.filter((one) => one !== NATION).reverse().map(withIt));
}

async function view(deps: OrganisationDeps, tx: Tx, region: string, asked: number | undefined): Promise<z.input<typeof CalendarView>> {
  const calendar = await deps.directory.calendarOf(tx, region);
  const year = asked ?? Number((await deps.directory.legalToday(tx)).slice(0, 4));
  const rows = await noticesOf(tx, [...new Set([...await regionAndAbove(tx, region), NATION])]);
  const own = await Promise.all(rows.map((row) => viewNotice(tx, row)));
  const built = notices.map((one): z.infer<typeof NoticeView> => (
    { region: NATION, regionName: '全国', year: one.year, version: one.version, sources: [...one.sources], basis: null, days: [...one.days], builtIn: true, signedAt: null, inForce: true }));
  return { region, lastYear: calendar.lastYear, notices: inForce([...built, ...own]), year, days: daysOf(calendar, year) };
}

/** Of each region and year the latest signed version counts. */
function inForce(all: z.infer<typeof NoticeView>[]): z.infer<typeof NoticeView>[] {
  const latest = new Map<string, number>();
  for (const one of all) if (one.builtIn || one.signedAt !== null) latest.set(`${one.region} ${one.year}`, Math.max(one.version, latest.get(`${one.region} ${one.year}`) ?? 0));
  return all.map((one) => ({ ...one, inForce: (one.builtIn || one.signedAt !== null) && latest.get(`${one.region} ${one.year}`) === one.version }))
    .sort((a, b) => b.year - a.year || b.version - a.version);
}

async function viewNotice(tx: Tx, row: NoticeRow): Promise<z.infer<typeof NoticeView>> {
  return { region: row.region, regionName: await regionName(tx, row.region), year: row.year, version: row.version, sources: [...row.sources], basis: row.basis, days: [...row.days], builtIn: false, signedAt: row.signedAt, inForce: row.signedAt !== null };
}

function daysOf(calendar: Calendar, year: number): z.infer<typeof CalendarView>['days'] {
  const days = [];
  for (let date = plainDate(`${year}-01-01`); date <= `${year}-12-31`; date = addDays(date, 1)) days.push({ date, ...dayKind(calendar, date) });
  return days;
}

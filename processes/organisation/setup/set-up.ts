import { statfs } from 'node:fs/promises';
import type { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { builtInCalendar } from '../../../law/holidays.ts';
import { dayKind } from '../../../law/calendar.ts';
import { addDays, plainDate } from '../../../law/plain-date.ts';
import type { Context } from '../../../platform/http/route.ts';
import { addPending } from '../../../platform/ledger/pending.ts';
import type { Db, Reader, Tx } from '../../../platform/postgres/database.ts';
import type { SetupBody, SetupView } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { officerOf } from '../store/accounts.ts';
import { findOrganisation, readLegalToday } from '../store/directory.ts';
import { useLink } from '../store/links.ts';
import type { LinkRow, OfficerKind } from '../store/links.ts';
import { insertOrganisation } from '../store/organisations.ts';
import { insertPlatform, readMark, readPlatform } from '../store/platform.ts';
import { findRegion, regionName } from '../store/regions.ts';
import { makeLink } from './links.ts';

export const officerKinds = ['system', 'security', 'audit'] as const;
export const officerZh: Readonly<Record<OfficerKind, string>> = { system: '系统管理员', security: '安全管理员', audit: '审计管理员' };

/** Whether nobody is in office yet: only then is there an address for set-up. */
export async function hasNoOfficer(tx: Reader): Promise<boolean> {
  for (const kind of officerKinds) if (await officerOf(tx, kind) !== undefined) return false;
  return true;
}

/** From this machine only, unless the line is TLS: whoever opens the address first owns the platform. @throws SETUP_LOOPBACK_ONLY */
export function refuseFarSetup(ctx: Context): void {
  if (!ctx.loopback && !ctx.origin.startsWith('https:')) fail('SETUP_LOOPBACK_ONLY');
}

/** What the page of the first set-up shows. */
export async function viewSetup(deps: OrganisationDeps, tx: Tx, link: LinkRow): Promise<z.infer<typeof SetupView>> {
  const platform = await readPlatform(tx);
  const org = platform === undefined ? undefined : await findOrganisation(tx, platform.org);
  const year = Number((await readLegalToday(tx)).slice(0, 4));
  return {
    endsAt: link.endsAt,
    done: platform === undefined ? null : { region: platform.region, regionName: await regionName(tx, platform.region), name: platform.name, orgName: org?.name ?? '' },
    calendar: [year, year + 1].map(countYear),
    checks: await checks(deps),
  };
}

function countYear(year: number): z.infer<typeof SetupView>['calendar'][number] {
  const calendar = builtInCalendar();
  if (year > calendar.lastYear) return { year, known: false, workingDays: 0, makeUpDays: 0 };
  let [workingDays, makeUpDays] = [0, 0];
  for (let day = plainDate(`${year}-01-01`); day <= `${year}-12-31`; day = addDays(day, 1)) {
    const { kind } = dayKind(calendar, day);
    if (kind !== 'rest') workingDays += 1;
    if (kind === 'make-up') makeUpDays += 1;
  }
  return { year, known: true, workingDays, makeUpDays };
}

async function checks(deps: OrganisationDeps): Promise<z.infer<typeof SetupView>['checks']> {
  const disk = await statfs(deps.home).then((s) => s.bavail * s.bsize, () => undefined);
  const entries = await countEntries(deps.db);
  const free = disk === undefined ? '未知' : `余 ${(disk / 1e9).toFixed(disk < 1e11 ? 1 : 0)} GB`;
  return [
    { zh: '数据库', ok: true, text: deps.databaseZh },
    { zh: '存证链', ok: true, text: entries === 0 ? '已就绪，首条在设置完成时写入' : `已写入 ${entries} 条` },
    { zh: '磁盘', ok: disk === undefined || disk > 5e9, text: free },
  ];
}

async function countEntries(db: Db): Promise<number> {
  const row = await db.selectFrom('ledgerLog').select('next').limit(1).executeTakeFirst();
  return row?.next ?? 0;
}

/** Region and organisation, once; then a link for each officer. Called again before there is an officer, it makes the links anew. */
export async function completeSetup(tx: Tx, ctx: Context, link: LinkRow, body: z.infer<typeof SetupBody>): Promise<{ kind: OfficerKind; zh: string; url: string; endsAt: string }[]> {
  if (!await hasNoOfficer(tx)) fail('SETUP_DONE');
  if (await readPlatform(tx) === undefined) await foundPlatform(tx, body);
  const links = [];
  for (const kind of officerKinds) links.push({ kind, zh: officerZh[kind], ...await makeLink(tx, 'officer', ctx.origin, { kind }) });
  await useLink(tx, link.hash);
  return links;
}

async function foundPlatform(tx: Tx, { region, name, operator, authority }: z.infer<typeof SetupBody>): Promise<void> {
  if (region === undefined || name === undefined || operator === undefined) return fail('BODY_INVALID', { where: '', why: '行政区划、平台名称、运行机构均为必填' });
  if (await findRegion(tx, region) === undefined) fail('REGION_UNKNOWN', { region });
  const since = await readLegalToday(tx);
  const separate = authority !== undefined && authority.code !== operator.code;
  if (separate) await insertOrganisation(tx, { ...authority, region, kind: 'authority', authority: null, vertical: false, profile: {}, since });
  await insertOrganisation(tx, { ...operator, region, kind: separate ? 'platform' : 'authority', authority: separate ? authority.code : null, vertical: false, profile: {}, since });
  await insertPlatform(tx, { region, org: operator.code, name });
  await addPending(tx, { region, kind: 'set-up', body: { org: operator.code, authority: separate ? authority.code : operator.code, on: since, mark: await readMark(tx) } });
}

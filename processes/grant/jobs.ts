import { addDays, type PlainDate } from '../../law/plain-date.ts';
import type { Job } from '../../platform/jobs/index.ts';
import { transact, type Db, type Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import { recountGrants } from './store/counts.ts';
import { claimEnding, setWarned } from './store/ending.ts';
import { claimLegacyEnding } from './store/legacy.ts';

/** Days before the end of a grant on which both sides are told (procedures.md §4), most first. */
const WARNINGS = [30, 7, 1] as const;
/** The same before weak signatures end: a system has to be mended by then. */
const LEGACY_WARNINGS = [7, 1] as const;
const PAGE = 200;

export interface GrantJobDeps { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside }

/** What is no clock of a case: telling before a term ends, by the legal date. */
export function grantJobs(deps: GrantJobDeps): Job[] {
  return [
    { name: 'grants-ending', everyMs: 10 * 60_000, run: async () => (await warnEnding(deps)) === PAGE },
    { name: 'grant-counts', everyMs: 24 * 3_600_000, run: async () => { await transact(deps.db, recountGrants); return false; } },
  ];
}

/**
 * Warns of grants that end within 30, 7 and 1 days, and of weak signatures that end within 7 and 1, each once: the warning and the mark of it are one transaction, rows
 * that another worker holds are skipped. A day that nobody saw is made up for by the next warning that is due.
 */
export async function warnEnding(deps: GrantJobDeps): Promise<number> {
  return transact(deps.db, async (tx) => {
    const today = await deps.directory.legalToday(tx);
    let told = 0;
    for (const days of [...WARNINGS].reverse()) told += await warn(tx, deps.inside, today, days, PAGE - told);
    for (const days of [...LEGACY_WARNINGS].reverse()) told += await warnLegacy(tx, deps.inside, today, days, PAGE - told);
    return told;
  });
}

async function warn(tx: Tx, inside: EngineInside, today: PlainDate, days: number, limit: number): Promise<number> {
  if (limit <= 0) return 0;
  const ending = await claimEnding(tx, { from: today, to: addDays(today, days), days, limit });
  for (const it of ending) {
    const text = `{number} {title}：授权将于 ${it.termTo} 到期。仍需使用的，请提出续期申请；到期后按要求处置已取得的数据`;
    if (!it.renewed) await inside.notify(tx, { org: it.requester, post: 'clerk' }, text, it);
    await inside.notify(tx, { org: it.provider, post: 'clerk' }, it.renewed ? `{number} {title}：授权将于 ${it.termTo} 到期，已有续期授权接续` : `{number} {title}：授权将于 ${it.termTo} 到期`, it);
    await setWarned(tx, it, days);
  }
  return ending.length;
}

async function warnLegacy(tx: Tx, inside: EngineInside, today: PlainDate, days: number, limit: number): Promise<number> {
  if (limit <= 0) return 0;
  const ending = await claimLegacyEnding(tx, { from: today, to: addDays(today, days), days, limit });
  for (const it of ending) {
    const text = `{number} {title}：放宽的签名校验到 ${it.until} 为止。此后每次调用都须重新签名，否则被拒绝；系统来不及改好的，请提供部门先收回、再按期放宽`;
    for (const to of [{ org: it.requester, post: 'clerk' }, { org: it.provider, post: 'head' }]) await inside.notify(tx, to, text, it);
  }
  return ending.length;
}

import { basisZh } from '../../law/basis.ts';
import { earliestStated } from '../../law/clock.ts';
import { extensionOn } from '../../law/jurisdiction.ts';
import type { AnyMove, AnyProcedure, Situation } from '../../law/procedure.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import type { Deed } from './deed.ts';
import type { RegionCode } from './ports.ts';
import { seatsOf } from './posts.ts';
import type { ClockRecord, Loaded } from './store/cases.ts';

/** What the table alone says an act will do to a clock, told before it is taken: the last day to ask for more, that the clock will stand. */
export async function effectOf(deed: Deed, table: AnyProcedure, situation: Situation, loaded: Loaded, row: AnyMove): Promise<string | null> {
  const open = loaded.clocks.filter((clock) => clock.stoppedOn === null);
  if (row.act === 'ask-extension') return extensionEffect(deed, table, situation, open);
  const stands = Object.entries(row.clocks ?? {}).filter(([name, what]) => what === 'stand' && open.some((clock) => clock.name === name && clock.stoodOn === null));
  return stands.length === 0 ? null : `办理后${stands.map(([name]) => table.clocks[name]?.zh ?? name).join('、')}停计，对方办理的次日续计。`;
}

/** The first date that an act may state for a limit of which its table leaves whoever is bound so many days: said, and proposed, before one is typed. */
export async function earliestOf(deed: Deed, table: AnyProcedure, situation: Situation, region: RegionCode, row: AnyMove): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, what] of Object.entries(row.clocks ?? {})) {
    const clock = table.clocks[name];
    if ((what !== 'start' && what !== 'restate') || clock === undefined || !('stated' in clock.limit) || clock.limit.atLeast === undefined) continue;
    const org = typeof clock.bound === 'string' ? situation.orgs[clock.bound]?.[0] : undefined;
    const calendar = (org === undefined ? undefined : (await deed.organisation(org))?.region) ?? region;
    found[clock.limit.stated] = earliestStated(clock, deed.today, await deed.calendar(calendar));
  }
  return found;
}

async function extensionEffect(deed: Deed, table: AnyProcedure, situation: Situation, open: readonly ClockRecord[]): Promise<string | null> {
  const clock = extendable(table, open);
  const extension = table.clocks[clock?.name ?? '']?.extension;
  if (clock === undefined || extension === undefined) return null;
  const [org] = seatsOf(table, situation, {}, extension.grants).flatMap(({ orgs }) => orgs);
  const most = extensionOn(await deed.jurisdiction(clock.calendar), table, clock.name, deed.today);
  return `须在 ${dayOf(clock.dueOn, deed.today)} 24:00 前经${org === undefined ? '主管部门' : (await deed.organisation(org))?.shortName ?? org}同意，至多 ${most} 个工作日，限一次。`;
}

/** The clock that may be extended; of several the one that ends first. */
export function extendable(table: AnyProcedure, open: readonly ClockRecord[]): ClockRecord | undefined {
  return open.filter((clock) => clock.stoppedOn === null && table.clocks[clock.name]?.extension !== undefined).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))[0];
}

/** Beside the word of an act that no article names: the clocks it leaves running. */
export function asideOf(deed: Deed, table: AnyProcedure, loaded: Loaded, row: AnyMove): string | null {
  if (basisZh(row.basis) !== '' || Object.keys(row.clocks ?? {}).length > 0 || row.to === 'same') return null;
  const runs = (clock: ClockRecord) => clock.stoppedOn === null && clock.stoodOn === null && clock.dueOn >= deed.today && table.clocks[clock.name]?.late !== 'remind';
  return loaded.clocks.some(runs) ? '时钟照走' : null;
}

/** 10-22, with its year where that is not today's. */
export function dayOf(day: string, today: PlainDate): string {
  return day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day;
}

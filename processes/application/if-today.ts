import { addWorkingDays } from '../../law/calendar.ts';
import { limitOn } from '../../law/jurisdiction.ts';
import type { AnyProcedure } from '../../law/procedure.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { application } from '../../law/procedures/application.ts';
import { grant } from '../../law/procedures/grant.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import type { Case } from '../../platform/procedures/process.ts';
import type { IfToday } from './contract.ts';
import { inWords } from './notes.ts';
import { proposalCounts } from './store.ts';

/** The dates that law and place would set, if it were received, or agreed to, today (21 ¶1, 22 ¶1). */
export async function ifToday(tx: Tx, directory: Directory, it: Pick<Case, 'provider' | 'region' | 'facts'>, today: PlainDate): Promise<IfToday> {
  const region = (await directory.organisation(tx, it.provider as string))?.region ?? it.region;
  const [calendar, jurisdiction] = [await directory.calendarOf(tx, region), await directory.jurisdictionOf(tx, region)];
  const due = (table: AnyProcedure, clock: string, of: string) => {
    const days = limitOn(jurisdiction, table, clock, of, today)?.workingDays;
    return days === undefined ? null : { days, by: addWorkingDays(calendar, today, days).date };
  };
  return { reply: due(application as AnyProcedure, 'reply', it.facts['attribute'] ?? ''), delivery: due(grant as AnyProcedure, 'delivery', 'any') };
}

/** What the acts of this state would set, said before they are taken. A proposal is told to the provider alone. */
export async function effects(tx: Tx, directory: Directory, it: Case, actor: Actor, today: PlainDate): Promise<Partial<Record<string, string>>> {
  if (!['consent', 'received', 'supplied', 'reply'].includes(it.state)) return {};
  const { reply, delivery } = await ifToday(tx, directory, it, today);
  if (it.state === 'consent') return reply === null ? {} : { approve: `同意后提供部门即时收到；若今日收到，须于 ${reply.by} 24:00 前答复。` };
  if (actor.org !== it.provider) return {};
  const by = delivery === null ? '' : `若今日同意，须于 ${delivery.by} 前提供。`;
  if (it.state !== 'reply') return { propose: '报负责人审定；审定以前时钟照走。' };
  const [proposed] = await proposalCounts(tx, [it]);
  return { grant: `${proposed === undefined ? '' : `按经办人所拟：${inWords(proposed)}。`}${by}` };
}

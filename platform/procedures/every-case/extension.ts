import { failBy, fail } from '../../../law/errors.ts';
import { foldClock, mayExtend } from '../../../law/clock.ts';
import { extensionOn } from '../../../law/jurisdiction.ts';
import type { Clock } from '../../../law/procedure.ts';
import { keyOf, merged, refold, type Ticked } from '../clockwork.ts';
import type { Deed } from '../deed.ts';
import type { ClockRecord } from '../store/cases.ts';
import type { CommonDraft, CommonEffect } from './effect.ts';
import { personOf, textOf } from './person.ts';

/**
 * Art. 21.1: “因特殊原因需要延长答复期限的，政务数据提供部门应当报经同级政务数据共享主管部门同意，并告知政务数据需求部门，
 * 延长的期限最长不得超过10个工作日。” Asked while the clock runs; once (reading).
 */
export async function askExtension(deed: Deed, draft: CommonDraft): Promise<CommonEffect> {
  const actor = personOf(draft);
  const { clock, row } = await clockToExtend(deed, draft);
  if (row.asked !== null && row.asked.answered === undefined) return fail('EXTENSION_ASKED_ALREADY', { clock: clock.zh });
  await requireOpen(deed, clock, row);
  const days = Number(draft.input.stated['days']);
  const most = extensionOn(await deed.jurisdiction(row.calendar), draft.process.table, row.name, deed.today);
  if (most === 0) return failBy(clock.basis, 'EXTENSION_NONE', { clock: clock.zh });
  if (days > most) return failBy(clock.basis, 'EXTENSION_TOO_LONG', { clock: clock.zh, most });
  const asked = { on: deed.today, days, reason: textOf(draft, 'reason'), person: actor.person };
  return { ticked: changed(draft, { ...row, asked }, `${clock.zh}申请延长 ${days} 个工作日`) };
}

/** The authority's yes, the new date and the notice are one act; after the end nothing is extended. */
export async function answerExtension(deed: Deed, draft: CommonDraft, answered: 'extended' | 'denied'): Promise<CommonEffect> {
  const { clock, rows } = clocksOf(draft);
  const row = rows.find((each) => each.asked !== null && each.asked.answered === undefined);
  if (row?.asked == null) return fail('EXTENSION_NOT_ASKED', { clock: clock.zh });
  const asked = { ...row.asked, answered, answeredOn: deed.today };
  if (answered === 'denied') return { ticked: changed(draft, { ...row, asked }, `${clock.zh}未获延长`) };
  await requireOpen(deed, clock, row);
  const events = [...row.events, { do: 'extend' as const, on: deed.today, workingDays: row.asked.days, act: draft.act }];
  const next = refold({ ...row, events, asked }, await deed.calendar(row.calendar));
  return { ticked: changed(draft, next, `${clock.zh}延长 ${row.asked.days} 个工作日，至 ${next.dueOn}`) };
}

/** The clocks of that name that run, soonest due first: one, or one for each cause (17.2). */
function clocksOf(draft: CommonDraft): { readonly clock: Clock; readonly rows: readonly ClockRecord[]; readonly first: ClockRecord } {
  const name = textOf(draft, 'clock');
  const clock = draft.process.table.clocks[name];
  const rows = draft.loaded.clocks.filter((each) => each.name === name && each.stoppedOn === null).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const [first] = rows;
  if (clock?.extension === undefined || first === undefined) return fail('CLOCK_UNKNOWN', { clock: clock?.zh ?? name });
  return { clock, rows, first };
}

/** Of several the first that may still be extended: one that was, or is over, does not stand in the way of another cause. */
async function clockToExtend(deed: Deed, draft: CommonDraft): Promise<{ readonly clock: Clock; readonly row: ClockRecord }> {
  const { clock, rows, first } = clocksOf(draft);
  for (const row of rows) if (mayExtend(foldClock(row.events, await deed.calendar(row.calendar)), deed.today)) return { clock, row };
  return { clock, row: first };
}

async function requireOpen(deed: Deed, clock: Clock, row: ClockRecord): Promise<void> {
  const state = foldClock(row.events, await deed.calendar(row.calendar));
  if (state.extended > 0) return failBy(clock.basis, 'EXTENSION_ONCE', { clock: clock.zh });
  if (!mayExtend(state, deed.today)) return failBy(clock.basis, 'EXTENSION_CLOCK_OVER', { clock: clock.zh, dueOn: row.dueOn });
}

function changed(draft: CommonDraft, row: ClockRecord, effect: string): Ticked {
  return merged(draft.loaded.clocks, new Map([[keyOf(row), row]]), [effect]);
}

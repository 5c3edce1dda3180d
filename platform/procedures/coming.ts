import { basisZh, limitBasisZh } from '../../law/basis.ts';
import { addDays } from '../../law/plain-date.ts';
import type { Clock } from '../../law/procedure.ts';
import type { Tx } from '../postgres/database.ts';
import type { Coming } from './contract.ts';
import { deedOf } from './deed.ts';
import type { Actor } from './ports.ts';
import { isOfficer } from './reach.ts';
import { refOf } from './ref.ts';
import type { Runner } from './runner.ts';
import { comingClocks } from './store/lists.ts';
import { actWord } from './wording.ts';
import { actsOnLapse } from './triggers.ts';

/** How far the rail of 工作台 looks ahead, in days of the calendar, and how many lines it has. */
const [ahead, lines] = [45, 12];

/** 时钟将自动做的事: what happens by itself when a limit of this organisation passes. */
export async function readComing(run: Runner, tx: Tx, actor: Actor): Promise<Coming> {
  const deed = await deedOf(tx, run.directory);
  const kinds = run.all.filter(({ table }) => table.parties.includes('platform') === isOfficer(actor)).map(({ table }) => table.name);
  const rows = await comingClocks(tx, actor.org, kinds, deed.today, addDays(deed.today, ahead), lines);
  return {
    rows: rows.flatMap((row) => {
      const { table, articleOf } = run.process(row.kind as never);
      const clock = table.clocks[row.clock];
      if (clock === undefined) return [];
      const [act] = actsOnLapse(table, row.clock);
      return [{ on: row.dueOn, ref: refOf(row), number: row.number ?? table.zh, text: `${clock.zh}届满${consequence(clock, act === undefined ? undefined : actWord(table, act))}`, basisZh: limitBasisZh(articleOf?.(row, clock.basis) ?? clock.basis) }];
    }),
  };
}

function consequence(clock: Clock, act: string | undefined): string {
  if (act !== undefined) return `，平台自动“${act}”`;
  if (clock.late === 'remind') return '，平台提醒';
  if (clock.late === 'list') return '，列入主管部门清单';
  if (typeof clock.late === 'string') return '';
  const basis = 'finding' in clock.late ? clock.late.finding : 'clue' in clock.late ? clock.late.clue : '';
  return `，未办结的列为线索${basis === '' ? '' : `（${basisZh(basis)}）`}`;
}

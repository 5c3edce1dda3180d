import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addWorkingDays } from '../../law/calendar.ts';
import { errors } from '../../law/errors.ts';
import { builtInCalendar } from '../../law/holidays.ts';
import { dutiesByArticle } from '../../law/duties.ts';
import type { DutyStatus } from '../../law/duties.ts';
import { isPlainDate } from '../../law/plain-date.ts';
import { divisionRows, regionsFrom } from '../../law/regions.ts';
import { projectRoot } from '../../platform/project.ts';
import { CommandFailed, required } from '../command.ts';
import type { Command } from '../command.ts';

export const lawCommands: readonly Command[] = [
  {
    name: 'law due',
    usage: '--from DATE --days N [--region CODE]',
    help: 'Last day of N working days after DATE, by the built-in notices; no database. / 计算期限届满日',
    options: { from: { type: 'string' }, days: { type: 'string' }, region: { type: 'string' } },
    run: async ({ options, print }) => {
      const from = required(options['from'], '--from');
      if (!isPlainDate(from)) throw new CommandFailed(`${errors.OPTION_INVALID.say({ option: `--from ${from}`, why: '日期须为 2026-02-13 的形式' })} / --from must be a date such as 2026-02-13.`, 2);
      const days = required(options['days'], '--days');
      if (!/^\d{1,6}$/.test(days)) throw new CommandFailed(`${errors.OPTION_INVALID.say({ option: `--days ${days}`, why: '须为整数' })} / --days must be a whole number.`, 2);
      if (typeof options['region'] === 'string') requireRegion(options['region']);
      const { date, provisional } = addWorkingDays(builtInCalendar(), from, Number(days));
      print({ due: date, provisional }, provisional ? `${date}（暂定，待次年放假通知公布后重新计算）` : date);
    },
  },
  {
    name: 'law articles',
    usage: '',
    help: 'The 44 articles with their duties and what carries each. / 条例对照',
    run: async ({ print }) => {
      const articles = dutiesByArticle();
      const lines = articles.flatMap(({ number, duties }) => [`第 ${number} 条`, ...duties.map((duty) => `  ${duty.id} [${statusZh[duty.status]}] ${duty.text}`)]);
      print(articles, lines.join('\n'));
    },
  },
];

const statusZh: Readonly<Record<DutyStatus, string>> = { carried: '已实现', notYet: '尚未实现', otherPlatform: '由另一平台承担', principle: '原则' };

/** The notices of the State Council hold in every region; a code that is none is an error all the same. */
function requireRegion(code: string): void {
  const list = (name: string) => divisionRows(readFileSync(join(projectRoot, 'data', 'divisions', name), 'utf8'));
  const regions = regionsFrom({ of2019: list('divisions-2019-mca.csv'), of2021: list('divisions-2021-mit.csv'), of2023: list('divisions-2023.csv') });
  if (!regions.some((region) => region.code === code)) {
    throw new CommandFailed(`行政区划代码 ${code} 不存在（GB/T 2260）。 / There is no region ${code}.`);
  }
}

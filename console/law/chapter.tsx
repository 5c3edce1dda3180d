import { articles, chapters } from '../../law/articles.ts';
import { basisZh, numberZh } from '../../law/basis.ts';
import { basisOf, dutiesByArticle, type Duty } from '../../law/duties.ts';
import { findProcedure } from '../../law/procedures/index.ts';
import { count } from '../kit/formats.ts';
import { Tag } from '../kit/tag.tsx';
import { procedureZh } from './words.ts';

export interface Chapter { readonly number: number; readonly title: string; readonly duties: readonly Duty[] }
export const chaptersWithDuties: readonly Chapter[] = chapters.map(({ number, title }) => ({
  number, title: `第${numberZh(number)}章 ${title}`,
  duties: dutiesByArticle().filter((a) => articles.find((x) => x.number === a.number)?.chapter === number).flatMap((a) => a.duties),
}));

/** 目录管理, 共享使用: what offices do with each other from day to day. The other chapters stand folded until somebody opens them. */
export const daily: readonly number[] = [3, 4];

export const statusTag: Readonly<Record<Duty['status'], readonly [string, 'ok' | 'near' | 'chip' | 'acc']>> = { carried: ['落实', 'ok'], notYet: ['尚未', 'near'], otherPlatform: ['他平台', 'acc'], principle: ['原则', 'chip'] };

/** 1／10 + 10: of each class, and what an extension adds; 所定日期 where an act states the day; 默认 20 where no article has a number. */
function limitZh(duty: Duty): string {
  const clock = duty.procedure === null || duty.clock === null ? undefined : findProcedure(duty.procedure)?.clocks[duty.clock];
  if (clock === undefined) return '—';
  if (!('workingDays' in clock.limit)) return 'stated' in clock.limit ? '所定日期' : 'years' in clock.limit ? `${clock.limit.years} 年` : `${clock.limit.days} 日`;
  const latest = Object.entries(clock.limit.workingDays).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, days]) => days).pop() ?? {};
  return `${clock.basis === 'local' || clock.basis === 'reading' ? '默认 ' : ''}${[...new Set(Object.values(latest))].join('／')}${clock.extension ? ` + ${clock.extension.workingDays}` : ''}`;
}

/** 第一条至第七条. */
function spanZh(duties: readonly Duty[]): string {
  const [first, last] = [duties[0], duties[duties.length - 1]].map((d) => (d ? basisOf(d).split('.')[0] ?? '' : ''));
  return first === last ? basisZh(first ?? '') : `${basisZh(first ?? '')}至${basisZh(last ?? '')}`;
}

/** What a folded chapter says of itself: its procedures by name, else that it is principle. */
function inShort(duties: readonly Duty[]): string {
  const names = [...new Set(duties.map((d) => d.procedure).filter((p) => p !== null))].map(procedureZh);
  return names.length === 0 ? '没有对应的程序' : names.join('、');
}

/** One chapter: its head folds and unfolds its duties; on paper all of them stand. */
export function ChapterRows({ it, at, open, waiting, onToggle, onChoose }: {
  readonly it: Chapter; readonly at: string; readonly open: boolean; /** How many wait for this post, by procedure. */ readonly waiting: Readonly<Record<string, number>> | undefined; readonly onToggle: () => void; readonly onChoose: (id: string) => void;
}) {
  return (
    <tbody className={open ? undefined : 'folded'}>
      <tr className="group"><th colSpan={7} scope="colgroup">
        <button type="button" className="fold" aria-expanded={open} onClick={onToggle}><i aria-hidden="true">{open ? '▾' : '▸'}</i><b>{it.title}</b><span>{spanZh(it.duties)}，{it.duties.length} 项{open ? '' : `：${inShort(it.duties)}`}</span></button>
      </th></tr>
      {it.duties.map((d) => (
        <tr key={d.id} className={`duty${d.id === at ? ' on' : ''}`}>
          <th scope="row"><button type="button" className="plain-button" aria-pressed={d.id === at} onClick={() => onChoose(d.id)}><b>{basisZh(basisOf(d))}</b></button></th>
          <td>{d.text}</td><td className="second">{d.procedure ? procedureZh(d.procedure) : '—'}</td><td className="second">{limitZh(d)}</td>
          <td className="num">{d.tests.length > 0 ? <span className="law-ok">✓ {d.tests.length}</span> : '—'}</td><td className="num">{d.clock && d.procedure && waiting ? count(waiting[d.procedure] ?? 0) : '—'}</td>
          <td><Tag tone={statusTag[d.status][1]}>{statusTag[d.status][0]}</Tag></td>
        </tr>
      ))}
    </tbody>
  );
}

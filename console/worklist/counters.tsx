import type { Worklist } from '../../platform/procedures/contract.ts';
import { LampGlyph, type LampKind } from '../kit/lamp.tsx';
import { count } from '../kit/formats.ts';

type Counts = NonNullable<Worklist['counts']>;
const cells: readonly { readonly key: 'all' | 'late' | 'due' | 'near' | 'normal'; readonly zh: string; readonly glyph?: LampKind; readonly color?: string }[] = [
  { key: 'all', zh: '待办' },
  { key: 'late', zh: '已超期', glyph: 'late', color: '#a8161c' },
  { key: 'due', zh: '今日或次日截止', glyph: 'due', color: '#a8161c' },
  { key: 'near', zh: '临期，余 3 日内', glyph: 'near', color: '#664400' },
  { key: 'normal', zh: '正常', glyph: 'normal', color: '#1d5b2e' },
];

/** Counters are filters, each with its glyph; a count without an act is not shown here. */
export function Counters({ counts, standing, lamp, tab, onLamp, onTab }: { readonly counts: Counts; /** Cases that stand because others are awaited. */ readonly standing: number; readonly lamp: string | undefined; readonly tab: string | undefined; readonly onLamp: (lamp: string | undefined) => void; readonly onTab: (tab: 'standing' | 'done') => void }) {
  const todo = !tab;
  return (
    <div className="counters" role="group" aria-label="按督办灯筛选">
      {cells.map((c) => (
        <button key={c.key} type="button" aria-pressed={todo && (c.key === 'all' ? !lamp : lamp === c.key)} className={`${c.key}${counts[c.key] === 0 ? ' zero' : ''}`} onClick={() => onLamp(c.key === 'all' ? undefined : c.key)}>
          <b>{count(counts[c.key])}</b><span>{c.glyph && <LampGlyph kind={c.glyph} {...(c.color ? { color: c.color } : {})} />}{c.zh}</span>
        </button>
      ))}
      <button type="button" aria-pressed={tab === 'standing'} className={standing === 0 ? 'zero' : ''} onClick={() => onTab('standing')}><b>{count(standing)}</b><span><LampGlyph kind="paused" color="#33506b" />停计，等对方</span></button>
      <button type="button" aria-pressed={tab === 'done'} className={counts.doneThisMonth === 0 ? 'zero' : ''} onClick={() => onTab('done')}><b>{count(counts.doneThisMonth)}</b><span><LampGlyph kind="done" />本月办结，按期 {counts.doneOnTime}</span></button>
    </div>
  );
}

import type { Worklist } from '../../platform/procedures/contract.ts';
import { LampGlyph, type LampKind } from '../kit/lamp.tsx';
import { count } from '../kit/formats.ts';

type Counts = Worklist['counts'];
const cells: readonly { readonly key: 'all' | 'late' | 'due' | 'near' | 'normal'; readonly zh: string; readonly glyph?: LampKind; readonly color?: string }[] = [
  { key: 'all', zh: '待办' },
  { key: 'late', zh: '已超期', glyph: 'late', color: '#a8161c' },
  { key: 'due', zh: '今日或次日截止', glyph: 'due', color: '#a8161c' },
  { key: 'near', zh: '临期，余 3 日内', glyph: 'near', color: '#664400' },
  { key: 'normal', zh: '正常', glyph: 'normal', color: '#1d5b2e' },
];

/** Counters are filters, each with its glyph; a count without an act is not shown here. */
export function Counters({ counts, lamp, onLamp, onDone }: { readonly counts: Counts; readonly lamp: string | undefined; readonly onLamp: (lamp: string | undefined) => void; readonly onDone: () => void }) {
  return (
    <div className="counters" role="group" aria-label="按督办灯筛选">
      {cells.map((c) => (
        <button key={c.key} type="button" aria-pressed={c.key === 'all' ? !lamp : lamp === c.key} className={`${c.key}${counts[c.key] === 0 ? ' zero' : ''}`} onClick={() => onLamp(c.key === 'all' ? undefined : c.key)}>
          <b>{count(counts[c.key])}</b><span>{c.glyph && <LampGlyph kind={c.glyph} {...(c.color ? { color: c.color } : {})} />}{c.zh}</span>
        </button>
      ))}
      <div className={counts.paused === 0 ? 'zero' : ''}><b>{count(counts.paused)}</b><span><LampGlyph kind="paused" color="#33506b" />停计，等对方</span></div>
      <button type="button" aria-pressed={false} onClick={onDone}><b>{count(counts.doneThisMonth)}</b><span><LampGlyph kind="done" />本月办结，按期 {counts.doneOnTime}</span></button>
    </div>
  );
}

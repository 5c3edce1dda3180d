import { useLayoutEffect, useRef, useState } from 'react';
import type { Strip } from '../../platform/procedures/contract.ts';
import { weekdayZh } from './formats.ts';
import { captions, flags, isDense, isRest, restRuns, showsDate, template, workingDays, type Day } from './strip-layout.ts';
import { Lamp } from './lamp.tsx';
import { ArticleTag } from './tag.tsx';

/** Longer limits (half a year without use, a term) are told in words; cells would be thinner than a line. */
const MOST_CELLS = 45;

/**
 * 时限条: every day between receipt and the end of the limit, a cell for each working day.
 * Drawn from the server's list of days with their reasons; a hidden paragraph tells it in full.
 */
export function ClockStrip({ strip, compact, onExplain }: { readonly strip: Strip; readonly compact?: boolean; readonly onExplain?: () => void }) {
  const kind = strip.lamp.kind;
  const tone = kind === 'near' ? 'near' : kind === 'due' ? 'due-lamp' : '';
  const dense = isDense(strip.days);
  return (
    <section className={`strip ${tone} ${dense ? 'dense' : compact ? 'compact' : ''}`} aria-label={strip.zh}>
      <div className="strip-head">
        <h2>{strip.zh}</h2>
        <span className="second">{strip.limitZh}</span>
        <ArticleTag>{strip.basisZh}</ArticleTag>
        <span className="end">
          {!compact && <span>{emphasised(strip.position)}</span>}
          <span>{dueWords(strip.dueText)}</span>
          {compact && <Lamp lamp={strip.lamp} />}
        </span>
      </div>
      <p className="hidden-text">{strip.spoken}</p>
      {strip.days.length > 0 && workingDays(strip.days) <= MOST_CELLS && <Days days={strip.days} dense={dense} compact={compact ?? false} />}
      {!compact && <Foot strip={strip} onExplain={onExplain} />}
    </section>
  );
}

/** 第 7 / 10 日: the day we are at stands out. */
function emphasised(position: string) {
  const found = /^(\D*)(\d+)(.*)$/.exec(position);
  return found ? <>{found[1]}<b>{found[2]}</b>{found[3]}</> : position;
}

function dueWords(text: string) {
  const found = /^(\D+?)\s*(\d.*)$/.exec(text);
  return found ? <>{found[1]} <b>{found[2]}</b></> : text;
}

function Days({ days, dense, compact }: { readonly days: readonly Day[]; readonly dense: boolean; readonly compact: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  useLayoutEffect(() => {
    const node = box.current;
    if (!node) return;
    const watch = new ResizeObserver(() => setWidth(node.clientWidth));
    watch.observe(node);
    return () => watch.disconnect();
  }, []);
  const short = workingDays(days) <= 4;
  return (
    <div className="strip-scroll" aria-hidden="true">
      <div ref={box} className={`strip-grid${short ? ' short' : ''}`} style={{ gridTemplateColumns: template(days) }}>
        {!compact && flags(days, width).map((flag) => (
          <div key={flag.column} className="strip-flag" style={{ gridColumn: flag.column + 1 }}>
            <span className={`${flag.tone}${flag.hang ? ' hang' : ''}`}><b>{flag.text}</b>{flag.note && <small>{flag.note}</small>}</span>
          </div>
        ))}
        {days.map((day, n) => <Cell key={day.date} day={day} column={n} passed={day.kind === 'due' && days.some((d) => d.kind === 'late')} />)}
        {days.map((day, n) => showsDate(days, n, dense) && (
          <div key={`d${day.date}`} className={`strip-date ${day.kind === 'due' ? 'due' : isToday(day) ? 'today' : ''}`} style={{ gridColumn: n + 1 }}>
            <span>{compact && isToday(day) ? '今天' : day.date.slice(5)}</span>
            {!dense && !compact && <span>{weekdayZh(day.weekday)}</span>}
          </div>
        ))}
        {!dense && !compact && restRuns(days).map((run) => (
          <div key={`r${run.from}`} className="strip-date" style={{ gridColumn: `${run.from + 1} / ${run.to + 2}` }}>
            <span>{run.text}</span>{run.under && <span>{run.under}</span>}
          </div>
        ))}
        {!compact && captions(days).map((caption, n) => (
          <div key={n} className={`strip-caption ${caption.tone}${caption.to > caption.from ? ' span' : ''}${caption.to >= days.length - 1 ? ' tail' : ''}`} style={{ gridColumn: `${caption.from + 1} / ${caption.to + 2}` }}>
            <span>{caption.text}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

const isToday = (day: Day): boolean => day.kind === 'today' || day.flags.some((f) => f.tone === 'now');

function Cell({ day, column, passed }: { readonly day: Day; readonly column: number; readonly passed: boolean }) {
  const words: Record<string, string> = { received: '收到', paused: '暂停', next: '超期' };
  const text = words[day.kind] ?? (isRest(day) ? '' : day.ordinal ?? '');
  return (
    <div className={`strip-cell ${day.kind}${isToday(day) ? ' is-today' : ''}${passed ? ' passed' : ''}`} style={{ gridColumn: column + 1 }}>
      <span>{text}</span>
      {day.makeUp && <span className="strip-ban">班</span>}
    </div>
  );
}

function Foot({ strip, onExplain }: { readonly strip: Strip; readonly onExplain: (() => void) | undefined }) {
  const has = (kind: Day['kind']) => strip.days.some((d) => d.kind === kind);
  return (
    <div className="strip-foot">
      <span className="strip-key"><i />已计入</span>
      {has('left') && <span className="strip-key"><i className="left" />余下</span>}
      {has('paused') && <span className="strip-key"><i className="paused" />停计</span>}
      {has('late') && <span className="strip-key"><i className="late" />超期</span>}
      {has('rest') && <span className="strip-key"><i className="rest" />休息日</span>}
      <span className="end"><span>{strip.sum}</span>{onExplain && <button type="button" className="plain-button" onClick={onExplain}>算法与日历</button>}</span>
    </div>
  );
}

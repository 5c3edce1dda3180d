import type { ReactNode } from 'react';
import type { Lamp as LampShape } from '../../platform/procedures/contract.ts';
import { dayShort } from './formats.ts';
import { Tag } from './tag.tsx';

const glyphs: Record<string, ReactNode> = {
  normal: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  near: <><circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" /><path d="M6 1.8a4.2 4.2 0 0 0 0 8.4z" fill="currentColor" /></>,
  due: <path d="M6 1 11.4 11H.6z" fill="currentColor" />,
  late: <><rect x=".5" y=".5" width="11" height="11" rx="1.5" fill="#fff" /><path d="M5.2 2.6h1.6v4.2H5.2zM5.2 8h1.6v1.6H5.2z" fill="#a8161c" /></>,
  paused: <path d="M2.2 1.5h2.6v9H2.2zM7.2 1.5h2.6v9H7.2z" fill="currentColor" />,
  done: <path d="m1.5 6.3 3 3 6-6.6" fill="none" stroke="currentColor" strokeWidth="1.7" />,
};
const glyphOf: Record<string, string> = { 'done-late': 'done' };

export type LampKind = LampShape['kind'];

/** The glyph alone, for counters. */
export function LampGlyph({ kind, color }: { readonly kind: LampKind; readonly color?: string }) {
  const shape = kind === 'late' && color ? <><rect x=".5" y=".5" width="11" height="11" rx="1.5" fill={color} /><path d="M5.2 2.6h1.6v4.2H5.2zM5.2 8h1.6v1.6H5.2z" fill="#fff" /></> : glyphs[glyphOf[kind] ?? kind];
  return <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" style={color ? { color } : undefined}>{shape}</svg>;
}

/** 督办灯: glyph and words, no tooltip needed. Computed by the server; nothing is reckoned here. */
export function Lamp({ lamp, large, text }: { readonly lamp: LampShape; readonly large?: boolean; readonly text?: string }) {
  if (lamp.kind === 'none') return <span className="lamp-none">{text ?? lamp.text}</span>;
  return (
    <span className="row" style={{ gap: 6, display: 'inline-flex', flexWrap: 'nowrap' }}>
      <span className={`lamp ${lamp.kind}${large ? ' large' : ''}`}><LampGlyph kind={lamp.kind} />{text ?? lamp.text}</span>
      {lamp.provisional && <Tag tone="chip">暂定</Tag>}
      {lamp.local && <Tag tone="chip">地方</Tag>}
    </span>
  );
}

/** One small cell per working day; the lamp beside it says the same in words. */
export function MiniStrip({ cells, kind }: { readonly cells: LampShape['cells']; readonly kind: LampKind }) {
  return <span className={`mini ${kind}`} aria-hidden="true">{cells.map((cell, n) => <i key={n} className={cell} />)}</span>;
}

/** Lamp, mini strip and the day it ends: first column of every list. `under`: what stands there where no day does. */
export function LampCell({ lamp, today, under }: { readonly lamp: LampShape; readonly today?: string; readonly under?: string }) {
  const showStrip = lamp.cells.length > 0 && lamp.cells.length <= 24;
  return (
    <div className="lamp-cell">
      <Lamp lamp={lamp} />
      <div className="meta row" style={{ gap: 8 }}>
        {showStrip && <MiniStrip cells={lamp.cells} kind={lamp.kind} />}
        {lamp.dueOn ? <span>{dayShort(lamp.dueOn, today)}{lamp.dueOn === today ? ' 24:00' : ''} 止</span> : under}
      </div>
    </div>
  );
}

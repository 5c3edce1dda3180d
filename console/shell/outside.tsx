import type { ReactNode } from 'react';
import { Mark } from './header.tsx';
import './outside.css';

/** Frame of the pages without a login: those of a one-time link, and 系统接入. */
export function Outside({ name, note, children, aside }: { readonly name: string; readonly note: string; readonly children: ReactNode; readonly aside?: ReactNode }) {
  return (
    <div className="outside">
      <header className="bar"><Mark /><span>{name}</span><span>{note}</span></header>
      <div className={aside === undefined ? 'outside-body alone' : 'outside-body'}><main id="main">{children}</main>{aside !== undefined && <aside className="stack" aria-label="依据与自检" style={{ gap: 24 }}>{aside}</aside>}</div>
    </div>
  );
}

export function StepLine({ steps, at }: { readonly steps: readonly string[]; readonly at: number }) {
  return <ol className="steps">{steps.map((zh, n) => <li key={zh} className={n < at ? 'past' : ''} aria-current={n === at ? 'step' : undefined}><i aria-hidden="true">{n < at ? '✓' : n + 1}</i>{zh}</li>)}</ol>;
}

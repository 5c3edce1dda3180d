import { Button, Input } from 'antd';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { Area } from './area.tsx';
import { errorAt, type Choice, type Errors, type Field, type Values } from './field-shapes.ts';

/** Label, hint, error, control, in this order; 必填 in words; an error has a red rule at the left. */
export function FieldBox({ id, label, hint, required, error, children, group, beside }: {
  readonly id: string; readonly label: ReactNode; readonly hint?: ReactNode; readonly required?: boolean | undefined; readonly error?: string | undefined; readonly children: ReactNode; readonly group?: boolean; /** At the label: a help for what is typed. */ readonly beside?: ReactNode;
}) {
  const head = <>{label} <span className="must">{required ? '必填' : '选填'}</span></>;
  return (
    <div className={`field${error ? ' wrong' : ''}`} id={`${id}-box`} role={group ? 'group' : undefined} aria-labelledby={group ? `${id}-l` : undefined}>
      <div className="field-head">{group ? <div className="field-label" id={`${id}-l`}>{head}</div> : <label className="field-label" htmlFor={id}>{head}</label>}{beside}</div>
      {hint && <div className="field-hint" id={`${id}-h`}>{hint}</div>}
      {error && <div className="field-error" id={`${id}-e`}>{error}</div>}
      {children}
    </div>
  );
}

const described = (id: string, hint: unknown, error: unknown) => [hint ? `${id}-h` : '', error ? `${id}-e` : ''].filter(Boolean).join(' ') || undefined;

/** A native select, drawn like the other controls: works with every keyboard, reader and old browser. */
export function Select({ id, value, options, onChange, empty, label, describedBy, small }: {
  readonly id?: string | undefined; readonly value: string; readonly options: readonly Choice[]; readonly onChange: (value: string) => void; readonly empty?: string | undefined; readonly label?: string | undefined; readonly describedBy?: string | undefined; readonly small?: boolean;
}) {
  return (
    <select id={id} className={`select${small ? ' small' : ''}`} value={value} aria-label={label} aria-describedby={describedBy} onChange={(e) => onChange(e.target.value)}>
      {empty !== undefined && <option value="">{empty}</option>}
      {options.map((o) => <option key={o.value} value={o.value}>{o.zh}</option>)}
    </select>
  );
}

/** A day as `2026-10-19`, typed or taken from the browser's calendar. */
export function DayInput({ id, value, onChange, label, describedBy, wrong }: { readonly id?: string; readonly value: string; readonly onChange: (value: string) => void; readonly label?: string | undefined; readonly describedBy?: string | undefined; readonly wrong?: boolean }) {
  const picker = useRef<HTMLInputElement>(null);
  const open = () => { try { picker.current?.showPicker(); } catch { picker.current?.focus(); } };
  return (
    <span className="day-input">
      <Input id={id} value={value} onChange={(e) => onChange(e.target.value.trim())} placeholder="年-月-日" maxLength={10} aria-label={label} aria-describedby={describedBy} aria-invalid={wrong || undefined} autoComplete="off" />
      <button type="button" onClick={open} aria-label={`${label ?? ''}从日历选`}>选</button>
      <input ref={picker} type="date" tabIndex={-1} aria-hidden="true" value={/^\d{4}-\d{2}-\d{2}$/.test(value) ? value : ''} onChange={(e) => onChange(e.target.value)} />
    </span>
  );
}

/** A day that filters a list: told only when it is whole, or gone. */
export function DayFilter({ label, value, onDay }: { readonly label: string; readonly value: string; readonly onDay: (day: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => { setText(value); }, [value]);
  const change = (next: string) => {
    setText(next);
    if (next !== value && (next === '' || /^\d{4}-\d{2}-\d{2}$/.test(next))) onDay(next);
  };
  return <DayInput label={label} value={text} onChange={change} />;
}

/** Same width, one row: 同意 · 改方式 · 不同意. */
export function Segments({ name, value, options, onChange, label }: { readonly name: string; readonly value: string; readonly options: readonly (Choice & { readonly tone?: 'ok' | 'red' })[]; readonly onChange: (value: string) => void; readonly label: string }) {
  return (
    <span className="segments" role="radiogroup" aria-label={label}>
      {options.map((o) => (
        <label key={o.value} className={`${o.value === value ? 'on' : ''} ${o.tone ?? ''}`}>
          <input type="radio" className="hidden-text" name={name} value={o.value} checked={o.value === value} onChange={() => onChange(o.value)} />{o.zh}
        </label>
      ))}
    </span>
  );
}

export function Fields({ fields, values, errors, set, prefix }: { readonly fields: readonly Field[]; readonly values: Values; readonly errors: Errors; readonly set: (name: string, value: unknown) => void; readonly prefix?: string }) {
  const auto = useId();
  return <>{fields.filter((f) => !f.when || f.when(values)).map((f) => <OneField key={f.name} id={`${prefix ?? auto}-${f.name}`} field={f} value={values[f.name]} error={errorAt(errors, f.name)} errors={errors} set={(v) => set(f.name, v)} />)}</>;
}

function OneField({ id, field, value, error, errors, set }: { readonly id: string; readonly field: Field; readonly value: unknown; readonly error: string | undefined; readonly errors: Errors; readonly set: (value: unknown) => void }) {
  if (field.kind === 'check') {
    return (
      <div className={`field${error ? ' wrong' : ''}`} id={`${id}-box`}>
        {error && <div className="field-error" id={`${id}-e`}>{error}</div>}
        <label className="check"><input id={id} type="checkbox" checked={value === true} aria-describedby={described(id, null, error)} onChange={(e) => set(e.target.checked)} /><span>{field.label}</span></label>
        {field.hint && <div className="field-hint">{field.hint}</div>}
      </div>
    );
  }
  const grouped = field.kind === 'radio' || field.kind === 'points' || field.kind === 'lines' || field.kind === 'own';
  return <FieldBox id={id} label={field.label} hint={field.hint} required={field.required} error={error} group={grouped}>{control(id, field, value, error, errors, set)}</FieldBox>;
}

function control(id: string, field: Field, value: unknown, error: string | undefined, errors: Errors, set: (value: unknown) => void): ReactNode {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const about = { 'aria-describedby': described(id, field.hint, error), 'aria-invalid': error ? true : undefined };
  switch (field.kind) {
    case 'text': return <Input id={id} value={text} maxLength={field.max ?? 200} onChange={(e) => set(e.target.value)} {...about} />;
    case 'number': return <Input id={id} value={text} inputMode="numeric" style={{ width: 160 }} onChange={(e) => set(e.target.value.replace(/[^\d]/g, ''))} {...about} />;
    case 'area': return <Area id={id} value={text} maxLength={field.max ?? 2000} autoSize={{ minRows: 3, maxRows: 12 }} onChange={(e) => set(e.target.value)} {...about} />;
    case 'date': return <DayInput id={id} value={text} onChange={set} describedBy={about['aria-describedby']} wrong={Boolean(error)} />;
    case 'select': return <Select id={id} value={text} options={field.options ?? []} empty="请选择" onChange={set} describedBy={about['aria-describedby']} />;
    case 'radio': return (
      <div className="radios">
        {(field.options ?? []).map((o) => (
          <label key={o.value} className="check"><input type="radio" name={id} checked={text === o.value} onChange={() => set(o.value)} /><span>{o.zh}{o.note && <small className="meta">　{o.note}</small>}</span></label>
        ))}
      </div>
    );
    case 'lines': return <Lines id={id} value={Array.isArray(value) ? (value as string[]) : ['']} set={set} label={field.label} max={field.max ?? 500} />;
    case 'points':
    case 'own': return field.draw?.(value, set, errors, id) ?? null;
    default: return null;
  }
}

/** Several short texts, one a line. */
export function Lines({ id, value, set, label, max }: { readonly id: string; readonly value: readonly string[]; readonly set: (value: string[]) => void; readonly label: string; readonly max: number }) {
  const rows = value.length === 0 ? [''] : value;
  return (
    <div className="stack" style={{ gap: 6 }}>
      {rows.map((row, n) => (
        <div key={n} className="row" style={{ flexWrap: 'nowrap' }}>
          <Input id={n === 0 ? id : undefined} value={row} maxLength={max} aria-label={`${label} ${n + 1}`} onChange={(e) => set(rows.map((r, i) => (i === n ? e.target.value : r)))} />
          {rows.length > 1 && <Button size="small" onClick={() => set(rows.filter((_, i) => i !== n))} aria-label={`删去${label} ${n + 1}`}>删</Button>}
        </div>
      ))}
      <div><Button size="small" onClick={() => set([...rows, ''])}>加一条</Button></div>
    </div>
  );
}

/** Says how many places are to be mended, each a link to its field; takes the focus. */
interface SummaryProps { readonly errors: Errors; readonly idOf: (path: string) => string; /** Goes to another step where the field stands; whether it did. */ readonly elsewhere?: (path: string) => boolean; /** Of a draft that saves itself: nobody pressed a button. */ readonly quiet?: boolean }
/** What is still wrong, first on the form and focused when it is found; who goes on typing is not torn out of the field. */
export function ErrorSummary({ errors, idOf, elsewhere, quiet = false }: SummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const said = useRef(false);
  const paths = Object.keys(errors);
  useEffect(() => {
    const typing = document.activeElement?.matches('input, textarea, select') === true;
    if (!(typing && (quiet || said.current))) box.current?.focus();
    said.current = box.current !== null;
  }, [errors, quiet]);
  if (paths.length === 0) return null;
  const go = (path: string) => {
    if (elsewhere?.(path)) return;
    const box = document.getElementById(`${idOf(path)}-box`) ?? document.getElementById(idOf(path));
    box?.scrollIntoView({ block: 'center' });
    (document.getElementById(idOf(path)) ?? box?.querySelector<HTMLElement>('input,select,textarea,button'))?.focus();
  };
  return (
    <div className="notice red" role="alert" tabIndex={-1} ref={box}>
      <p>还差 {paths.length} 处，改好后可继续</p>
      <ul>{paths.map((path) => <li key={path}><button type="button" className="plain-button error-link" onClick={() => go(path)}>{errors[path]}</button></li>)}</ul>
    </div>
  );
}

import { Button, Input } from 'antd';
import { citationZh } from '../../law/documents/words.ts';
import { Area } from './area.tsx';
import { Select } from './fields.tsx';
import type { Choice, Errors } from './field-shapes.ts';

export interface CitationValue { readonly kind?: string | undefined; readonly name?: string | undefined; readonly article?: string | undefined; readonly text?: string | undefined }

/** Laws and duties that are cited: kind, name, article, and the sentence relied on where it is wanted. */
export function Citations({ id, value, onChange, kinds, withText, label, errors, path }: {
  readonly id: string; readonly value: readonly CitationValue[]; readonly onChange: (value: CitationValue[]) => void; readonly kinds: readonly Choice[]; readonly withText?: boolean; readonly label: string; readonly errors?: Errors; readonly path?: string;
}) {
  const rows = value.length === 0 ? [{}] : value;
  const set = (n: number, change: CitationValue) => onChange(rows.map((r, i) => (i === n ? { ...r, ...change } : r)));
  const wrong = (n: number, field: string) => (path ? errors?.[`${path}.${n}.${field}`] : undefined);
  return (
    <div className="stack" style={{ gap: 8 }}>
      {rows.map((row, n) => (
        <fieldset key={n} className="citation">
          <legend className="hidden-text">{label} {n + 1}</legend>
          <div className="row" style={{ flexWrap: 'nowrap' }}>
            <span style={{ width: 170, flex: 'none' }}><Select id={n === 0 ? id : undefined} label={`${label} ${n + 1} 类别`} value={row.kind ?? ''} empty="类别" options={kinds} onChange={(kind) => set(n, { kind })} /></span>
            <Input value={row.name ?? ''} maxLength={200} aria-label={`${label} ${n + 1} 名称`} placeholder="名称" onChange={(e) => set(n, { name: e.target.value })} />
            <Input value={row.article ?? ''} maxLength={100} aria-label={`${label} ${n + 1} 条款`} placeholder="条款，如 第十二条" style={{ width: 150, flex: 'none' }} onChange={(e) => set(n, { article: e.target.value })} />
            {rows.length > 1 && <Button size="small" aria-label={`删去${label} ${n + 1}`} onClick={() => onChange(rows.filter((_, i) => i !== n))}>删</Button>}
          </div>
          {withText && <Area value={row.text ?? ''} maxLength={1000} aria-label={`${label} ${n + 1} 原文`} placeholder="所依据的原文" autoSize={{ minRows: 1, maxRows: 6 }} style={{ marginTop: 6 }} onChange={(e) => set(n, { text: e.target.value })} />}
          {['kind', 'name', 'article', 'text'].map((f) => wrong(n, f) && <p key={f} className="field-error">{wrong(n, f)}</p>)}
        </fieldset>
      ))}
      <div><Button size="small" onClick={() => onChange([...rows, {}])}>加一条</Button></div>
    </div>
  );
}

/** What was cited, without blank rows. */
export const filled = (value: readonly CitationValue[]): CitationValue[] => value.filter((c) => (c.name ?? '').trim() !== '').map((c) => ({ kind: c.kind ?? 'law', name: (c.name ?? '').trim(), article: (c.article ?? '').trim(), text: (c.text ?? '').trim() }));

export const citationText = (c: CitationValue): string => citationZh(c);

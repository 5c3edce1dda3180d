import { Button } from 'antd';
import { Area } from '../kit/area.tsx';
import { Select } from '../kit/fields.tsx';
import type { Errors } from '../kit/field-shapes.ts';
import { tiedZh } from './shapes.ts';

interface Point { tiedTo: string; condition: number | null; text: string }

/** One complete list: each point tied to a statement of 20 ¶2 or to a condition of the entry. */
export function PointsField({ value, set, conditions, errors }: { readonly value: unknown; readonly set: (value: unknown) => void; readonly conditions: readonly string[]; readonly errors: Errors }) {
  const rows: Point[] = Array.isArray(value) && value.length > 0 ? (value as Point[]) : [{ tiedTo: 'basis', condition: null, text: '' }];
  const change = (n: number, next: Partial<Point>) => set(rows.map((r, i) => (i === n ? { ...r, ...next } : r)));
  const options = [...Object.entries(tiedZh).filter(([k]) => k !== 'condition').map(([v, zh]) => ({ value: v, zh })), ...conditions.map((c, n) => ({ value: `condition.${n + 1}`, zh: `条件 ${n + 1}：${c.slice(0, 20)}` }))];
  const tie = (n: number, picked: string) => change(n, picked.startsWith('condition.') ? { tiedTo: 'condition', condition: Number(picked.slice(10)) } : { tiedTo: picked, condition: null });
  return (
    <div className="stack" style={{ gap: 8 }}>
      {rows.map((row, n) => (
        <fieldset key={n}>
          <legend className="hidden-text">第 {n + 1} 点</legend>
          <div className="row" style={{ flexWrap: 'nowrap', alignItems: 'flex-start' }}>
            <span style={{ width: 150, flex: 'none' }}><Select label={`第 ${n + 1} 点系于`} value={row.tiedTo === 'condition' ? `condition.${row.condition}` : row.tiedTo} options={options} onChange={(v) => tie(n, v)} /></span>
            <Area value={row.text} aria-label={`第 ${n + 1} 点缺什么`} maxLength={500} autoSize={{ minRows: 1, maxRows: 5 }} onChange={(e) => change(n, { text: e.target.value })} />
            {rows.length > 1 && <Button size="small" onClick={() => set(rows.filter((_, i) => i !== n))} aria-label={`删去第 ${n + 1} 点`}>删</Button>}
          </div>
          {errors[`points.${n}.text`] && <p className="field-error">{errors[`points.${n}.text`]}</p>}
        </fieldset>
      ))}
      <div><Button size="small" onClick={() => set([...rows, { tiedTo: 'basis', condition: null, text: '' }])}>加一点</Button></div>
    </div>
  );
}

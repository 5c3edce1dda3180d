import { Button, Input } from 'antd';
import { Select } from './fields.tsx';

export interface Filter { readonly item: number; readonly op: 'eq' | 'in' | 'between' | 'prefix'; readonly values: string }
interface Props { readonly items: readonly { readonly n: number; readonly name: string }[]; readonly filters: readonly Filter[]; readonly set: (filters: readonly Filter[]) => void }

const ops = [{ value: 'eq', zh: '等于' }, { value: 'in', zh: '为其一' }, { value: 'between', zh: '介于' }, { value: 'prefix', zh: '开头为' }];

/** Rows that a grant covers, said item by item; no expression is typed. */
export function RowFilters({ items, filters, set }: Props) {
  const choices = items.map((i) => ({ value: String(i.n), zh: i.name }));
  const put = (n: number, change: Partial<Filter>) => set(filters.map((f, i) => (i === n ? { ...f, ...change } : f)));
  return (
    <div className="stack" style={{ gap: 6 }}>
      {filters.map((f, n) => (
        <div key={n} className="row" style={{ flexWrap: 'nowrap' }}>
          <span style={{ width: 170, flex: 'none' }}><Select label={`行范围 ${n + 1} 数据项`} value={String(f.item)} options={choices} onChange={(v) => put(n, { item: Number(v) })} /></span>
          <span style={{ width: 110, flex: 'none' }}><Select label={`行范围 ${n + 1} 关系`} value={f.op} options={ops} onChange={(v) => put(n, { op: v as Filter['op'] })} /></span>
          <Input value={f.values} aria-label={`行范围 ${n + 1} 值`} onChange={(e) => put(n, { values: e.target.value })} />
          <Button size="small" onClick={() => set(filters.filter((_, i) => i !== n))} aria-label={`删去行范围 ${n + 1}`}>删</Button>
        </div>
      ))}
      <div><Button size="small" onClick={() => set([...filters, { item: items[0]?.n ?? 1, op: 'eq', values: '' }])}>加一个条件</Button></div>
    </div>
  );
}

/** What goes out: rows without a value say nothing. */
export const filtersStated = (filters: readonly Filter[]): { readonly item: number; readonly op: Filter['op']; readonly values: string[] }[] =>
  filters.map((f) => ({ item: f.item, op: f.op, values: f.values.split(/[、,，]+/).map((v) => v.trim()).filter(Boolean) })).filter((f) => f.values.length > 0);

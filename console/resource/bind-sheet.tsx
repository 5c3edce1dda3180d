import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { Table } from '../../processes/resource/contract.ts';
import type { Department, Entry } from '../catalog/shapes.ts';
import { FieldBox, Select } from '../kit/fields.tsx';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { useTyped, type Typed } from '../kit/typed.ts';
import { api, refreshAll } from '../shell/api.ts';
import { HitsToConfirm } from './hits.tsx';
import type { Connection, Resource } from './shapes.ts';

type TableView = z.infer<typeof Table>;
interface At { readonly region: string; readonly entry: string }

/** Which column gives which item, what is asked by, and in which bounds. */
interface Mapped { readonly columns: Readonly<Record<number, string>>; readonly keys: readonly number[]; readonly optional: readonly number[]; readonly services: readonly string[]; readonly order: string; readonly pageSize: string }
/** `map` null: as the names suggest. */
interface Typing { readonly connection: string; readonly table: string; readonly map: Mapped | null }

/** Maps items of an entry to columns of a table or view; keys, services and bounds are declared, no SQL is typed. Tested before it counts. */
export function BindSheet({ entry, onClose }: { readonly entry: At | null; readonly onClose: () => void }) {
  const [at, setAt] = useState<At | null>(entry);
  const [name, setName] = useState('');
  const entries = useQuery({ queryKey: ['department-catalog', 'published', name], queryFn: ({ signal }) => api.get<Department>('/catalog/department', { state: 'published', q: name, size: 100 }, { signal }) });
  return (
    <Sheet title="挂接目录" onClose={onClose}>
      <FieldBox id="bind-entry" label="目录" required><Narrow value={name} onFind={setName} what="目录名称" more={(entries.data?.after ?? null) !== null} /><Select id="bind-entry" value={at ? `${at.region}/${at.entry}` : ''} empty="请选择已发布的目录" options={(entries.data?.rows ?? []).map((r) => ({ value: `${r.region}/${r.entry}`, zh: r.name }))} onChange={(v) => { const [region, id] = v.split('/'); setAt(region && id ? { region, entry: id } : null); }} /></FieldBox>
      {at && <Binding key={at.entry} at={at} onClose={onClose} />}
    </Sheet>
  );
}

function Narrow({ value, onFind, what, more }: { readonly value: string; readonly onFind: (text: string) => void; readonly what: string; readonly more: boolean }) {
  if (!more && value === '') return null;
  return <Input size="small" style={{ marginBottom: 6 }} value={value} onChange={(e) => onFind(e.target.value)} placeholder={`不止一百个，输入${what}缩小`} aria-label={`查找${what}`} maxLength={100} />;
}

/** One entry's binding, as far as it was declared before. */
function Binding({ at, onClose }: { readonly at: At; readonly onClose: () => void }) {
  const typed = useTyped<Typing>({ kind: 'form', form: 'binding', about: at.entry }, { connection: '', table: '', map: null });
  const { table } = typed.value;
  const [line, setLine] = useState('');
  const { data: approved } = useQuery({ queryKey: ['connections', 'approved', line], queryFn: ({ signal }) => api.get<{ rows: readonly Connection[]; after: string | null }>('/resources/connections', { state: 'approved', q: line, size: 100 }, { signal }) });
  const connections = approved?.rows ?? [];
  const connection = typed.value.connection || (connections[0]?.id ?? '');
  const picked = connections.find((c) => c.id === connection);
  const detail = useQuery({ queryKey: ['entry', at.region, at.entry], queryFn: ({ signal }) => api.get<Entry>(`/catalog/entries/${at.region}/${at.entry}`, {}, { signal }) });
  const tables = useQuery({ queryKey: ['tables', connection], enabled: picked !== undefined, retry: false, queryFn: ({ signal }) => api.get<{ tables: readonly TableView[]; readOnly: boolean; why: string | null }>(`/resources/connections/${picked?.region}/${connection}/tables`, {}, { signal }) });
  const found = tables.data?.tables.find((t) => t.name === table);
  if (!typed.ready) return <Loading />;
  return (
    <>
      <Restored typed={typed} />
      <FieldBox id="bind-connection" label="数据库连接" required><Narrow value={line} onFind={(text) => { setLine(text); typed.change({ connection: '' }); }} what="连接名称" more={(approved?.after ?? null) !== null} /><Select id="bind-connection" value={connection} empty="请选择" options={connections.map((c) => ({ value: c.id, zh: c.name }))} onChange={(v) => typed.change({ connection: v, table: '', map: null })} /></FieldBox>
      {tables.error ? <ErrorState error={tables.error} onRetry={() => void tables.refetch()} /> : picked && !tables.data ? <Loading what="正在读取表" /> : null}
      {tables.data && !tables.data.readOnly && <p className="notice near">这个账号不是只读的{tables.data.why ? `：${tables.data.why}` : ''}。请换用只能查询的账号。</p>}
      {tables.data && <FieldBox id="bind-table" label="表或视图" required><Select id="bind-table" value={table} empty="请选择" options={tables.data.tables.map((t) => ({ value: t.name, zh: `${t.name}（${t.kind === 'view' ? '视图' : '表'}，${t.columns.length} 列）` }))} onChange={(v) => typed.change({ connection, table: v, map: null })} /></FieldBox>}
      {detail.data && found && <Mapping key={found.name} entry={detail.data} table={found} at={at} typed={typed} connection={connection} onClose={onClose} />}
    </>
  );
}

/** As the names suggest: the column called like the item or its field, the first key, the usual services. */
function suggested(items: Entry['body']['items'], table: TableView): Mapped {
  const guess = (item: { name: string; field: string }) => table.columns.find((c) => c.column.toLowerCase() === item.field.toLowerCase() || c.column === item.name)?.column ?? '';
  const keys = items.filter((i) => i.key).slice(0, 1).map((i) => i.n);
  return { columns: Object.fromEntries(items.map((i) => [i.n, guess(i)])), keys, optional: [], services: ['query', 'verification'], order: String(keys[0] ?? items[0]?.n ?? 1), pageSize: '100' };
}

function Mapping({ entry, table, connection, at, typed, onClose }: { readonly entry: Entry; readonly table: TableView; readonly connection: string; readonly at: At; readonly typed: Typed<Typing>; readonly onClose: () => void }) {
  const { items } = entry.body;
  const map = typed.value.map ?? suggested(items, table);
  const { columns, keys, optional, services, order, pageSize } = map;
  const set = (change: Partial<Mapped>) => typed.change({ connection, map: { ...map, ...change } });
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [seen, setSeen] = useState({ digest: '', needed: false });
  const toggle = <T,>(list: readonly T[], one: T) => (list.includes(one) ? list.filter((x) => x !== one) : [...list, one]);
  const mapped = items.filter((i) => columns[i.n]);
  const bound = useQuery({ queryKey: ['resources', at.entry], queryFn: ({ signal }) => api.get<readonly Resource[]>(`/resources/of-entry/${at.region}/${at.entry}`, {}, { signal }) });
  const again = (bound.data?.length ?? 0) > 0;
  const send = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await typed.flush();
      await api.post('/resources', { entryRegion: at.region, entry: at.entry, connection, table: table.name, columns: mapped.map((i) => ({ n: i.n, column: columns[i.n] })), keys: keys.filter((n) => columns[n]).map((n) => ({ n, required: !optional.includes(n) })), services, order: [{ n: Number(order), desc: false }], pageSize: Number(pageSize) || 100, ...(seen.digest ? { hits: seen.digest } : {}) }, { headers: typed.headers });
      typed.sent();
      refreshAll();
      onClose();
    } catch (thrown) { setFailure(thrown); }
    setBusy(false);
  };
  return (
    <>
      <table className="gov dense"><caption className="hidden-text">数据项与列的对应</caption>
        <thead><tr><th scope="col">数据项</th><th scope="col">列</th><th scope="col">查询键</th><th scope="col">可不带</th></tr></thead>
        <tbody>{items.map((i) => (
          <tr key={i.n}><th scope="row">{i.name}</th>
            <td><Select small label={`${i.name}对应的列`} value={columns[i.n] ?? ''} empty="不提供" options={table.columns.map((c) => ({ value: c.column, zh: `${c.column}（${c.type}）` }))} onChange={(v) => set({ columns: { ...columns, [i.n]: v } })} /></td>
            <td><input type="checkbox" aria-label={`${i.name}是查询键`} checked={keys.includes(i.n)} disabled={!columns[i.n]} onChange={() => set({ keys: toggle(keys, i.n) })} /></td>
            <td><input type="checkbox" aria-label={`${i.name}可不带`} checked={optional.includes(i.n)} disabled={!keys.includes(i.n)} onChange={() => set({ optional: toggle(optional, i.n) })} /></td></tr>
        ))}</tbody></table>
      <FieldBox id="bind-services" label="服务" required group><div className="row">{[['query', '查询，返回数据项'], ['verification', '核验，返回是与否']].map(([v, zh]) => <label key={v} className="check"><input type="checkbox" checked={services.includes(v ?? '')} onChange={() => set({ services: toggle(services, v ?? '') })} /><span>{zh}</span></label>)}</div></FieldBox>
      <div className="two"><FieldBox id="bind-order" label="排序" required><Select id="bind-order" value={order} options={mapped.map((i) => ({ value: String(i.n), zh: i.name }))} onChange={(v) => set({ order: v })} /></FieldBox><FieldBox id="bind-page" label="每页行数" hint="至多 1000" required><Input id="bind-page" inputMode="numeric" value={pageSize} maxLength={4} onChange={(e) => set({ pageSize: e.target.value.replace(/[^\d]/g, '') })} /></FieldBox></div>
      {again && <HitsToConfirm at={at} value={seen.digest} onChange={(digest, needed) => setSeen({ digest, needed })} what="改挂" />}
      {failure !== null && <ErrorState error={failure} onRetry={() => void send()} />}
      <div><Button type="primary" loading={busy} disabled={mapped.length === 0 || services.length === 0 || bound.isLoading || (again && seen.needed && seen.digest === '')} onClick={() => void send()}>检验并挂接 {mapped.length} 项</Button></div>
    </>
  );
}

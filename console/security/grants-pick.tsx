import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import type { CasePage } from '../../platform/procedures/contract.ts';
import { api } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';

/** What the form keeps of a grant: enough to show it when it is opened again. */
export interface Touched { readonly ref: string; readonly number: string | null; readonly title: string; readonly other: string | null }
export const touchedIn = (value: unknown): readonly Touched[] => (Array.isArray(value) ? (value as Touched[]) : []);

/** Grants that this department gives or receives by and that run, found by number or name; chosen ones stay on top. */
export function GrantsPick({ id, value, onChange, not = [] }: { readonly id: string; /** Named already. */ readonly not?: readonly string[]; readonly value: readonly Touched[]; readonly onChange: (value: readonly Touched[]) => void }) {
  const { actor } = useSession();
  const [q, setQ] = useState('');
  const { data } = useQuery({ queryKey: ['cases', 'grant', 'touched', q], placeholderData: keepPreviousData, queryFn: ({ signal }) => api.get<CasePage>('/grant', { open: 'true', q: q.trim(), size: 50 }, { signal }) });
  const own = (data?.rows ?? []).filter((row) => !not.includes(row.ref) && (row.requester === actor.org || row.provider === actor.org));
  const found = own.map(({ ref, number, title, otherName, requester }): Touched => ({ ref, number, title, other: `${requester === actor.org ? '由' : '给'}${otherName ?? ''}` }));
  const rows = [...value, ...found.filter((one) => !value.some((chosen) => chosen.ref === one.ref))];
  const toggle = (one: Touched) => onChange(value.some((chosen) => chosen.ref === one.ref) ? value.filter((chosen) => chosen.ref !== one.ref) : [...value, one]);
  return (
    <div className="stack" style={{ gap: 6 }}>
      <Input id={id} value={q} onChange={(e) => setQ(e.target.value)} placeholder="授权编号、目录名称" aria-label="查找授权" maxLength={100} />
      <div className="pick-list">
        {rows.map((one) => <label key={one.ref} className="check"><input type="checkbox" checked={value.some((chosen) => chosen.ref === one.ref)} onChange={() => toggle(one)} /><span>{one.title}<small className="meta">　{one.number ?? '未编号'}　{one.other}</small></span></label>)}
        {data && rows.length === 0 && <p className="second">{q.trim() === '' ? '本部门没有在用的授权。' : '没有找到，换编号或者目录名称再试。'}</p>}
      </div>
    </div>
  );
}

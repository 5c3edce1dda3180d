import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import type { OrgLine } from '../kit/pickers.tsx';
import { AttributeTag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';
import { useLikes } from './likes.tsx';
import type { LikeEntry } from './shapes.ts';

/** One entry of the catalogue: those that are like stand there, others are found by name. Value: region/entry. */
export function EntryPick({ id, value, onChange, likes }: { readonly id: string; readonly value: string; readonly onChange: (value: string) => void; readonly likes: readonly LikeEntry[] }) {
  const [q, setQ] = useState('');
  const found = useLikes(q, []);
  const rows = q.trim().length > 1 ? found?.entries ?? [] : likes;
  return (
    <div className="stack" style={{ gap: 6 }}>
      <Input id={id} value={q} onChange={(e) => setQ(e.target.value)} placeholder="按名称、数据项查找，可输拼音首字母" aria-label="查找目录" maxLength={100} />
      <div className="pick-list" role="radiogroup" aria-label="目录">
        {rows.map((one) => {
          const key = `${one.region}/${one.entry}`;
          const off = one.attribute === 'not-shared';
          return <label key={key} className="check"><input type="radio" name={id} checked={value === key} disabled={off} onChange={() => onChange(key)} /><span>{one.name} <AttributeTag value={one.attribute} /><small className="meta">　{one.providerName}　{one.code}{one.items.length > 0 ? `　含所需 ${one.items.length} 项` : ''}</small></span></label>;
        })}
        {rows.length === 0 && <p className="second">{q.trim().length > 1 ? '没有找到，换一个说法再试。' : '没有相近的目录，请输入名称查找。'}</p>}
      </div>
    </div>
  );
}

/** One department, by a part of its name; those that hold like entries stand first, then those of one's own region. `not`: who asks cannot answer; `only`: who else may be chosen at all. */
export function DepartmentPick({ id, value, onChange, first, not, only = () => true }: { readonly only?: (one: OrgLine) => boolean; readonly not: string | undefined; readonly id: string; readonly value: string; readonly onChange: (value: string) => void; readonly first: readonly { readonly code: string; readonly name: string; readonly why: string }[] }) {
  const [q, setQ] = useState('');
  const { data } = useQuery({ queryKey: ['organisations', 'pick', q], placeholderData: keepPreviousData, queryFn: ({ signal }) => api.get<{ rows: readonly OrgLine[] }>('/organisations', { q: q.trim(), size: 100 }, { signal }) });
  const { actor } = useSession();
  const known = q.trim() === '' ? first : [];
  const found = (data?.rows ?? []).filter((one) => one.kind !== 'government' && one.kind !== 'platform' && one.code !== not && only(one) && !known.some((other) => other.code === one.code));
  const near = (one: OrgLine) => (one.region === actor.region ? 0 : 1);
  const rows = [...known, ...[...found].sort((a, b) => near(a) - near(b)).map((one) => ({ code: one.code, name: one.name, why: '' }))];
  return (
    <div className="stack" style={{ gap: 6 }}>
      <Input id={id} value={q} onChange={(e) => setQ(e.target.value)} placeholder="单位名称" aria-label="查找单位" maxLength={60} />
      <div className="pick-list" role="radiogroup" aria-label="单位">
        {rows.map((one) => <label key={one.code} className="check"><input type="radio" name={id} checked={value === one.code} onChange={() => onChange(one.code)} /><span>{one.name}{one.why && <small className="meta">　{one.why}</small>}</span></label>)}
        {data && rows.length === 0 && <p className="second">没有这个单位。</p>}
      </div>
    </div>
  );
}

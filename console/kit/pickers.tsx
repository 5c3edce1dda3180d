import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { api } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';
import { Select } from './fields.tsx';

export interface OrgLine { readonly code: string; readonly name: string; readonly region: string; readonly kind?: string }
interface OrgPosts { readonly posts: readonly { readonly person: string; readonly account: string; readonly post: string; readonly postZh: string }[] }

/** Organisations by name or pinyin initials; chosen ones stand below. */
export function OrgPicker({ id, value, onChange }: { readonly id: string; readonly value: readonly { org: string }[] | readonly string[]; readonly onChange: (value: { org: string }[]) => void }) {
  const [q, setQ] = useState('');
  const chosen = value.map((v) => (typeof v === 'string' ? v : v.org));
  const { data } = useQuery({ queryKey: ['organisations', q], queryFn: ({ signal }) => api.get<{ rows: readonly OrgLine[] }>('/organisations', { q, size: 20 }, { signal }) });
  const toggle = (org: string) => onChange((chosen.includes(org) ? chosen.filter((c) => c !== org) : [...chosen, org]).map((code) => ({ org: code })));
  return (
    <div className="stack" style={{ gap: 6 }}>
      <Input id={id} value={q} onChange={(e) => setQ(e.target.value)} placeholder="单位名称" aria-label="查找单位" maxLength={60} />
      <div className="pick-list">
        {(data?.rows ?? []).map((o) => <label key={o.code} className="check"><input type="checkbox" checked={chosen.includes(o.code)} onChange={() => toggle(o.code)} /><span>{o.name}</span></label>)}
        {data && data.rows.length === 0 && <p className="second">没有这个单位。</p>}
      </div>
    </div>
  );
}

/** Colleagues of one's own organisation, by post and account: nobody's name. */
export function PersonPicker({ id, value, onChange }: { readonly id: string; readonly value: string; readonly onChange: (value: string) => void }) {
  const session = useSession();
  const { data, isPending } = useQuery({ queryKey: ['organisation', session.actor.org], queryFn: ({ signal }) => api.get<OrgPosts>(`/organisations/${session.actor.org}`, {}, { signal }) });
  const rows = (data?.posts ?? []).filter((p) => p.person !== session.person.id);
  const options = rows.map((p) => ({ value: p.person, zh: `${p.postZh}（${p.account}）` }));
  return <Select id={id} label="本部门人员" value={value} onChange={onChange} options={options} empty={isPending ? '正在载入…' : options.length === 0 ? '本部门没有其他人员' : '请选择'} />;
}

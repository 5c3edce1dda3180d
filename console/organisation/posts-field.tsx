import { Button } from 'antd';
import { DayInput, Select } from '../kit/fields.tsx';
import { useSession } from '../shell/session.ts';
import { OrgChoice } from './org-choice.tsx';

export interface AskedPost { readonly org: string; readonly post: string; readonly from: string; readonly to: string }
const posts = [['cataloguer', '编目员'], ['clerk', '经办人'], ['head', '共享工作机构负责人'], ['chief', '部门负责人'], ['operator', '交换运维'], ['security', '安全员'], ['reviewer', '主管部门审核员'], ['lead', '主管部门负责人']].map(([value, zh]) => ({ value: value ?? '', zh: zh ?? '' }));

export const postsBody = (rows: readonly AskedPost[] | undefined): { org: string; post: string; from: string; to: string | null }[] => (rows ?? []).filter((r) => r.org && r.post && r.from).map((r) => ({ org: r.org, post: r.post, from: r.from, to: r.to || null }));

/** Posts with dates, several for one person. */
export function PostsField({ value, set, org }: { readonly value: unknown; readonly set: (value: unknown) => void; readonly org: string }) {
  const { today } = useSession();
  const rows = Array.isArray(value) ? (value as AskedPost[]) : [];
  const put = (n: number, change: Partial<AskedPost>) => set(rows.map((r, i) => (i === n ? { ...r, ...change } : r)));
  return (
    <div className="stack" style={{ gap: 8 }}>
      {rows.map((row, n) => (
        <fieldset key={n} className="panel"><legend className="hidden-text">岗位 {n + 1}</legend>
          <div className="stack" style={{ gap: 6 }}>
            <div className="row" style={{ flexWrap: 'nowrap' }}><OrgChoice label={`岗位 ${n + 1} 单位`} value={row.org} onChange={(v) => put(n, { org: v })} /><Select label={`岗位 ${n + 1}`} value={row.post} options={posts} empty="岗位" onChange={(v) => put(n, { post: v })} /></div>
            <div className="row"><DayInput label={`岗位 ${n + 1} 自`} value={row.from} onChange={(v) => put(n, { from: v })} />至<DayInput label={`岗位 ${n + 1} 至`} value={row.to} onChange={(v) => put(n, { to: v })} /><Button size="small" onClick={() => set(rows.filter((_, i) => i !== n))} aria-label={`删去岗位 ${n + 1}`}>删</Button></div>
          </div>
        </fieldset>
      ))}
      <div><Button size="small" onClick={() => set([...rows, { org, post: '', from: today.legal, to: '' }])}>加一个岗位</Button></div>
    </div>
  );
}

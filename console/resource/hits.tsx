import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import type { HitPage } from '../../processes/resource/contract.ts';
import { count, orDash } from '../kit/formats.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../kit/table.tsx';
import { Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';

type Line = HitPage['rows'][number];
interface At { readonly region: string; readonly entry: string }

function useHits({ region, entry }: At, enabled = true) {
  return useInfiniteQuery({
    queryKey: ['hits', region, entry], enabled, initialPageParam: '', staleTime: 0,
    queryFn: ({ pageParam, signal }) => api.get<HitPage>(`/resources/hits/${region}/${entry}`, { after: pageParam, size: 50 }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
}

/** Grants, departments, systems and calls a day that a change would hit (27 ¶3), by key, with its export. */
export function Hits({ at, children }: { readonly at: At; readonly children?: (sum: HitPage['sum'], names: readonly string[]) => ReactNode }) {
  const list = useHits(at);
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? [];
  const sum = list.data?.pages[0]?.sum;
  const columns: Column<Line>[] = [
    { key: 'requester', title: '使用部门', cell: (r) => <>{r.requesterName}<div className="meta"><Link to="/cases/$kind/$ref" params={{ kind: 'grant', ref: r.ref }}>{r.number ?? '授权'}</Link></div></> },
    { key: 'purpose', title: '用途与系统', cell: (r) => <>{r.purpose}<div className="meta">{r.systems.join('、')}</div></> },
    { key: 'state', title: '状态', width: 86, cell: (r) => <Tag tone={r.state === 'active' || r.state === 'delivered' ? 'ok' : 'chip'}>{r.stateZh}</Tag> },
    { key: 'calls', title: '每日调用', align: 'right', width: 80, cell: (r) => <>{count(r.callsPerDay)}<div className="meta">{r.lastOn ? `${r.lastOn.slice(5)} 用过` : orDash(null)}</div></> },
  ];
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!sum) return <Loading what="正在查受影响的授权" />;
  if (sum.grants === 0) return <><p className="second">现在没有部门的授权落在这项数据上，不影响谁。</p>{children?.(sum, [])}</>;
  return (
    <>
      <section className="notice near">
        <p><b>影响 {count(sum.departments)} 个部门的 {count(sum.grants)} 个授权</b></p>
        <p>涉及 {count(sum.systems)} 个业务系统，近 30 日平均每日 {count(sum.callsPerDay)} 次调用。</p>
      </section>
      <GovTable id="hits" caption="受影响的授权" columns={columns} rows={rows} rowKey={(r) => r.ref} total={`共 ${count(sum.grants)} 个`} onExport={() => location.assign(`/api/resources/hits/${at.region}/${at.entry}/export`)}
        more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />
      {children?.(sum, [...new Set(rows.map((r) => r.requesterName))])}
    </>
  );
}

/**
 * The list, and a tick that names who is hit: what is confirmed is the digest of exactly this list, which goes with the change.
 * Nobody is hit: nothing is asked. `value` is the digest that was confirmed, or ''.
 */
export function HitsToConfirm({ at, value, onChange, what, error }: { readonly at: At; readonly value: string; readonly onChange: (digest: string, needed: boolean) => void; readonly what: string; readonly error?: string | undefined }) {
  return (
    <Hits at={at}>
      {(sum, names) => <Tick key={sum.digest} sum={sum} names={names} value={value} onChange={onChange} what={what} error={error} />}
    </Hits>
  );
}

function Tick({ sum, names, value, onChange, what, error }: { readonly sum: HitPage['sum']; readonly names: readonly string[]; readonly value: string; readonly onChange: (digest: string, needed: boolean) => void; readonly what: string; readonly error: string | undefined }) {
  // A list that changed meanwhile is a new one: what was ticked before counts no more.
  useEffect(() => { onChange('', sum.grants > 0); }, [sum.digest]);
  if (sum.grants === 0) return null;
  const named = names.slice(0, 3).join('、');
  return (
    <div className={`field${error ? ' wrong' : ''}`} id="hits-seen-box">
      {error && <div className="field-error">{error}</div>}
      <label className="check"><input id="hits-seen" type="checkbox" checked={value === sum.digest} onChange={(e) => onChange(e.target.checked ? sum.digest : '', true)} />
        <span>我已查看名单：{what}将影响{named}{sum.departments > 3 ? `等 ${count(sum.departments)} 个部门` : ''}的 {count(sum.grants)} 个授权</span></label>
    </div>
  );
}

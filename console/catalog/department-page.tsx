import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { cycleZh, modeZh } from '../kit/codes.ts';
import { count, orDash } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../kit/table.tsx';
import { AttributeTag, Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { holds, useSession } from '../shell/session.ts';
import { FindBox } from '../worklist/worklist-page.tsx';
import { CompileSheet } from './compile-sheet.tsx';
import { changeZh, stateZh, type Department } from './shapes.ts';

type Line = Department['rows'][number];
const states = ['', 'published', 'compiling', 'hidden', 'withdrawn'];

/** 本部门目录: what my department has, which version stands, what is under way. */
export function DepartmentPage() {
  const session = useSession();
  const heading = usePage('本部门目录');
  const search = useSearch({ strict: false }) as { state?: string; q?: string };
  const navigate = useNavigate();
  const [compile, setCompile] = useState(false);
  const list = useInfiniteQuery({
    queryKey: ['department-catalog', search], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<Department>('/catalog/department', { ...search, after: pageParam, size: 50 }, { signal }),
    getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? [];
  const go = (next: { state?: string; q?: string }) => void navigate({ to: '/department-catalog', search: Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, v]) => v)) as never });
  const columns: Column<Line>[] = [
    { key: 'name', title: '数据目录', cell: (r) => <><Link to="/catalog/$region/$entry" params={{ region: r.region, entry: r.entry }}>{r.name}</Link><div className="meta">{r.code ?? '未赋码'}</div></> },
    { key: 'attribute', title: '共享属性', width: 120, cell: (r) => <><AttributeTag value={r.attribute} />{r.standingConsent && <div className="meta">常设同意</div>}</> },
    { key: 'version', title: '版本', width: 130, cell: (r) => <>{r.version > 0 && `v${r.version} `}<Tag tone={r.state === 'published' ? 'ok' : 'chip'}>{stateZh[r.state]}</Tag></> },
    { key: 'items', title: '数据项', align: 'right', optional: true, width: 70, cell: (r) => count(r.itemCount) },
    { key: 'cycle', title: '更新', optional: true, width: 80, cell: (r) => orDash(r.updateCycle && cycleZh(r.updateCycle)) },
    { key: 'modes', title: '方式', optional: true, cell: (r) => orDash(r.modes.map(modeZh).join('、')) },
    { key: 'users', title: '在用部门', align: 'right', width: 80, cell: (r) => count(r.figures.users) },
    { key: 'open', title: '办理中', align: 'right', width: 130, cell: (r) => (r.openCase ? <Link to="/cases/$kind/$ref" params={{ kind: 'catalog', ref: r.openCase.ref }}>{changeZh[r.openCase.change] ?? '办理中'}</Link> : '—') },
  ];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>本部门目录</h1><span className="second">{session.actor.orgName}编制的政务数据目录</span>
        <span className="end"><Link className="button-link quiet" to="/department-catalog/list">目录清单</Link><Link className="button-link quiet" to="/cases/$kind" params={{ kind: 'catalog' }} search={{ side: 'provider' } as never}>编制与更新的事项</Link>{holds(session, 'cataloguer') && <Button type="primary" onClick={() => setCompile(true)}>编制目录…</Button>}</span></div>
      <div className="filters"><div className="pills" role="group" aria-label="状态">{states.map((s) => <button key={s} type="button" aria-pressed={(search.state ?? '') === s} onClick={() => go({ state: s })}>{s === '' ? '全部' : stateZh[s]}</button>)}</div><FindBox value={search.q ?? ''} onFind={(q) => go({ q })} placeholder="名称、代码" /></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : (
        <GovTable id="department-catalog" caption="本部门目录" columns={columns} rows={rows} rowKey={(r) => r.entry} total={`共 ${count(list.data.pages[0]?.total ?? 0)} 项${(list.data.pages[0]?.total ?? 0) >= 10_000 ? '以上' : ''}`} onExport={() => location.assign(`/api/catalog/department/workbook${search.state ? `?state=${search.state}` : ''}`)}
          empty={<EmptyState title={search.q || search.state ? '没有符合筛选的目录' : '本部门还没有目录'}><p>政府部门应当依照职责编制目录；先“编制目录”，填写后由部门负责人审核同意，报主管部门审核发布。</p></EmptyState>}
          more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />
      )}
      {compile && <CompileSheet onClose={() => setCompile(false)} />}
    </main>
  );
}

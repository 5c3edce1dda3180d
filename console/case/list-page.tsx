import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { CasePage, CaseRow } from '../../platform/procedures/contract.ts';
import { Select } from '../kit/fields.tsx';
import { dayShort } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { LampCell } from '../kit/lamp.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../kit/table.tsx';
import { AttributeTag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { holds, useSession } from '../shell/session.ts';
import { PackBar } from '../documents/pack-bar.tsx';
import { pageOf } from '../worklist/work-table.tsx';
import { FindBox } from '../worklist/worklist-page.tsx';
import { listWords } from './kinds.ts';
import { OpenCase } from './open-case.tsx';

interface Search { side?: string; state?: string; open?: string; lamp?: string; q?: string }
const opens = [{ value: 'true', zh: '在办' }, { value: 'false', zh: '已结束' }];
const lamps = [{ value: 'late', zh: '已超期' }, { value: 'due', zh: '今日或次日截止' }, { value: 'near', zh: '临期' }, { value: 'normal', zh: '正常' }, { value: 'paused', zh: '停计' }];

/** Cases of one procedure from one side, filters in the address, pages by key. */
export function CaseListPage() {
  const { kind } = useParams({ strict: false }) as { kind: string };
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const session = useSession();
  const side = search.side ?? 'any';
  const words = listWords(kind, side);
  const heading = usePage(words.zh, words.zh); // 我的申请 and 申请受理 are two pages to their reader
  const filters = { side, state: search.state, open: search.open, lamp: search.lamp, q: search.q };
  const list = useInfiniteQuery({
    queryKey: ['cases', kind, filters], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<CasePage>(`/${kind}`, { ...filters, after: pageParam, size: 50 }, { signal }),
    getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? [];
  const first = list.data?.pages[0];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (ref: string) => setChosen((was) => { const next = new Set(was); if (next.has(ref)) next.delete(ref); else next.add(ref); return next; });
  const choose: Column<CaseRow> = { key: 'choose', title: '选择', headHidden: true, width: 34, cell: (r) => r.number && <input type="checkbox" aria-label={`选择 ${r.number}`} checked={chosen.has(r.ref)} onChange={() => toggle(r.ref)} /> };
  const zhOf = (list: typeof lamps, value: string | undefined) => list.find((one) => one.value === value)?.zh;
  const filtered = [zhOf(opens, search.open), zhOf(lamps, search.lamp), search.state && '状态', search.q && `含“${search.q}”`].filter(Boolean).join('、');
  const go = (next: Search) => void navigate({ to: '/cases/$kind', params: { kind }, search: Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, v]) => v)) as never });
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>{words.zh}</h1><span className="second">{words.lead}</span>{(kind === 'grant' ? side === 'provider' : side !== 'provider' || kind === 'correction') && <span className="end"><OpenCase kind={kind} /></span>}</div>
      <div className="filters no-print">
        <span style={{ width: 120 }}><Select label="在办或已结束" value={search.open ?? ''} empty="全部" options={opens} onChange={(open) => go({ open })} /></span>
        <span style={{ width: 160 }}><Select label="督办灯" value={search.lamp ?? ''} empty="不论时限" options={lamps} onChange={(lamp) => go({ lamp })} /></span>
        {search.state && <span className="second" data-filter={`环节：${rows[0]?.stateZh ?? '所选的一个'}`}>环节：{rows[0]?.stateZh ?? '所选的一个'}　<button type="button" className="plain-button" onClick={() => go({ state: '' })}>去掉</button></span>}
        <FindBox value={search.q ?? ''} onFind={(q) => go({ q })} />
      </div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !first ? <Loading /> : (
        <GovTable id={`cases.${kind}`} caption={words.zh} columns={[choose, ...columnsFor(side, session.today.legal, kind, holds(session, 'reviewer', 'lead'))]} rows={rows} rowKey={(r) => r.ref} total={`共 ${first.total}${first.totalCapped ? ' 件以上' : ' 件'}`}
          empty={filtered ? <EmptyState title="没有符合筛选的事项" actions={<Button onClick={() => go({ state: '', open: '', lamp: '', q: '' })}>去掉筛选</Button>}><p>现在的筛选：{filtered}。</p></EmptyState> : <EmptyState title={`“${words.zh}”里没有事项`}><p>{words.empty ?? '新到的事项自动列在这里。'}</p></EmptyState>}
          more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />
      )}
      <PackBar what="下载办理单" unit="件" most={50} wanted={{ cases: [...chosen] }} onClear={() => setChosen(new Set())} />
    </main>
  );
}

function columnsFor(side: string, today: string, kind: string, authority: boolean): Column<CaseRow>[] {
  const to = (r: CaseRow) => ({ kind: r.kind, ref: r.ref });
  const all: (Column<CaseRow> | false)[] = [
    { key: 'lamp', title: '时限', width: 178, cell: (r) => <span style={{ fontWeight: 400 }}><LampCell lamp={r.lamp} today={today} /></span> },
    { key: 'title', title: '事项', cell: (r) => <><Link to="/cases/$kind/$ref" params={to(r)}><b>{r.title}</b></Link><div className="meta"><span className="nowrap">{r.number ?? '未编号'}</span>{r.note ? `　${r.note}` : ''}</div></> },
    (kind === 'application' || kind === 'grant' || kind === 'catalog') && { key: 'attribute', title: '共享属性', optional: true, width: 110, cell: (r) => <AttributeTag value={r.attribute} /> },
    side !== 'requester' && (kind === 'application' || kind === 'grant' || kind === 'demand' || kind === 'reflux') && { key: 'requester', title: '需求部门', optional: true, width: 120, cell: (r) => r.requesterName ?? '—' },
    kind === 'incident' && authority && { key: 'department', title: '发生单位', optional: true, width: 140, cell: (r) => r.otherName ?? '—' },
    side !== 'provider' && !['account', 'incident', 'assessment'].includes(kind) && { key: 'provider', title: kind === 'catalog' ? '编目单位' : kind === 'source' ? '数源部门' : '提供部门', optional: true, width: 120, cell: (r) => r.providerName ?? '—' },
    { key: 'state', title: '环节', width: 120, cell: (r) => r.stateZh },
    { key: 'moved', title: '最近办理', optional: true, width: 96, cell: (r) => <span className="second nowrap">{r.movedOn === null ? '—' : dayShort(r.movedOn, today)}</span> },
    { key: 'next', title: '下一步', align: 'right', width: 140, cell: (r) => <Link to={pageOf(r)} className={`button-link small${r.next ? '' : ' quiet'}`} aria-label={`${r.next?.turn ?? '查看'}：${r.title}`}>{r.next?.turn ?? '查看'}</Link> },
  ];
  return all.filter((c): c is Column<CaseRow> => c !== false);
}

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { CasePage, CaseRow, Worklist } from '../../platform/procedures/contract.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { MoreRows } from '../kit/table.tsx';
import { api } from '../shell/api.ts';
import { holds, useSession } from '../shell/session.ts';
import { BatchBar } from './batch-bar.tsx';
import { Counters } from './counters.tsx';
import { comingQuery, Rail, standingQuery } from './rail.tsx';
import { WorkTable } from './work-table.tsx';
import './worklist.css';

interface Search { kind?: string; lamp?: string; q?: string; why?: string; tab?: string }

const tabs = [['', '轮到我'], ['mine', '我发起的'], ['done', '我已办的'], ['copies', '抄送我的']] as const;
const paths: Readonly<Record<string, string>> = { mine: '/worklist/mine', done: '/worklist/done', copies: '/worklist/copies', standing: '/worklist/standing', owed: '/worklist/owed' };

/** 工作台: what waits for me, whatever the procedure, in one table; counters are filters. */
export function WorklistPage() {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const session = useSession();
  const heading = usePage(search.why === 'extension' ? '延期同意' : '工作台', search.why);
  const [chosen, setChosen] = useState<readonly CaseRow[]>([]);
  const path = paths[search.tab ?? ''] ?? '/worklist';
  const filters = { kind: search.kind, lamp: search.lamp, q: search.q, why: search.why };
  const list = useInfiniteQuery({
    queryKey: ['worklist', path, filters], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<CasePage & Partial<Worklist>>(path, { ...filters, after: pageParam, size: 50 }, { signal }),
    getNextPageParam: (last) => last.after ?? undefined,
  });
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? [];
  const go = (next: Search) => { setChosen([]); void navigate({ to: '/', search: clean({ ...search, ...next }) as never }); };
  const toggle = (row: CaseRow) => setChosen((was) => (was.some((r) => r.ref === row.ref) ? was.filter((r) => r.ref !== row.ref) : [...was, row]));
  const standing = useQuery(standingQuery).data?.total ?? 0;
  const counted = useQuery({ queryKey: ['worklist', 'counts'], queryFn: ({ signal }) => api.get<Worklist>('/worklist', { size: 1 }, { signal }), enabled: search.tab === 'standing' || search.tab === 'owed' }); // those lists say none
  const counts = first?.counts ?? counted.data?.counts;
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>{search.why === 'extension' ? '延期同意' : '工作台'}</h1>
        <span className="second">{search.why === 'extension' ? '提供部门在截止前申请的延期，须在截止前作出决定' : '轮到您办理的，不论哪类程序，都在这一张表里'}</span>
        <span className="end no-print"><Button onClick={() => window.print()}>打印清单</Button>{holds(session, 'clerk') && <Button type="primary" onClick={() => void navigate({ to: '/catalog' })}>提出共享申请</Button>}</span>
      </div>
      {counts && <Counters counts={counts} standing={standing} lamp={search.lamp} tab={search.tab} onLamp={(lamp) => go({ lamp: lamp ?? '', tab: '' })} onTab={(tab) => go({ tab, lamp: '' })} />}
      <Owed tab={search.tab} onTab={(tab) => go({ tab, lamp: '', kind: '' })} />
      <div className="with-rail">
        <div>
          <div className="filters no-print">
            <div className="pills" role="group" aria-label="清单">
              {tabs.map(([key, zh]) => <button key={key} type="button" aria-pressed={(search.tab ?? '') === key} onClick={() => go({ tab: key, lamp: '' })}>{zh}</button>)}
            </div>
            {counts && !search.tab && <KindPills counts={counts.byKind} kind={search.kind} onKind={(kind) => go({ kind })} rows={rows} />}
            {search.tab !== 'owed' && <FindBox value={search.q ?? ''} onFind={(q) => go({ q })} />}
          </div>
          {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !first ? <Loading /> : rows.length === 0 ? <Nothing search={search} done={counts?.doneThisMonth ?? 0} standing={standing} onClear={() => go({ kind: '', lamp: '', q: '' })} />
            : <WorkTable rows={rows} chosen={chosen} onToggle={toggle} {...(search.tab === 'owed' ? { idle: '催办' } : {})} />}
          <MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
          {chosen.length > 0 && <BatchBar rows={chosen} onClear={() => setChosen([])} />}
        </div>
        <Rail />
      </div>
    </main>
  );
}

const clean = (search: Search): Record<string, string> => Object.fromEntries(Object.entries(search).filter(([, v]) => v)) as Record<string, string>;

const kindWords: Readonly<Record<string, string>> = { application: '共享申请', grant: '授权', 'use-change': '用途变更', 'service-change': '服务变更', catalog: '目录', finding: '督办', incident: '安全事件', assessment: '评估', account: '账号', demand: '供需', dispute: '争议', correction: '校核', complaint: '投诉', reflux: '回流' };

function KindPills({ counts, kind, onKind, rows }: { readonly counts: Readonly<Record<string, number>>; readonly kind: string | undefined; readonly onKind: (kind: string) => void; readonly rows: readonly CaseRow[] }) {
  const kinds = Object.entries(counts).filter(([, n]) => n > 0);
  if (kinds.length < 2 && !kind) return null;
  const word = (k: string) => kindWords[k] ?? rows.find((r) => r.kind === k)?.kindZh ?? k;
  return (
    <div className="pills" role="group" aria-label="程序">
      <button type="button" aria-pressed={!kind} onClick={() => onKind('')}>全部 {kinds.reduce((n, [, c]) => n + c, 0)}</button>
      {kinds.map(([k, n]) => <button key={k} type="button" aria-pressed={kind === k} onClick={() => onKind(k)}>{word(k)} {n}</button>)}
    </div>
  );
}

export function FindBox({ value, onFind, placeholder = '编号、事项' }: { readonly value: string; readonly onFind: (q: string) => void; readonly placeholder?: string }) {
  const [text, setText] = useState(value);
  return (
    <form className="end" style={{ marginLeft: 'auto', flex: '1 1 130px', maxWidth: 200 }} role="search" onSubmit={(e) => { e.preventDefault(); onFind(text.trim()); }}>
      <Input value={text} onChange={(e) => { setText(e.target.value); if (e.target.value === '') onFind(''); }} placeholder={placeholder} aria-label={`在本表中查找${placeholder}`} maxLength={100} allowClear={false} />
    </form>
  );
}

/** 对方已超期: what others owe this organisation, and where they are pressed. */
function Owed({ tab, onTab }: { readonly tab: string | undefined; readonly onTab: (tab: string) => void }) {
  const { data } = useQuery({ queryKey: ['worklist', 'owed', 'count'], queryFn: ({ signal }) => api.get<CasePage>('/worklist/owed', { size: 1 }, { signal }) });
  if (tab === 'owed') return <p className="notice near no-print" style={{ marginBottom: 12 }}>以下事项，对方超过了时限。打开后可以催办；已列入督办的，由主管部门处理。　<button type="button" className="plain-button" onClick={() => onTab('')}>看轮到您的事项</button></p>;
  const first = data?.rows[0];
  if (!data || !first) return null;
  return <p className="notice near no-print" style={{ marginBottom: 12 }}>对方已超期 {data.total} 件，最久的是{first.otherName ?? '对方'}：{first.title}，{first.lamp.text}。　<button type="button" className="plain-button" onClick={() => onTab('owed')}>看这些事项，催办</button></p>;
}

const empties: Readonly<Record<string, string>> = { mine: '您还没有发起过事项', done: '您还没有办过事项', copies: '没有抄送您的事项', standing: '没有停计的事项', owed: '没有对方超期的事项' };

/** Nothing to do: what the clocks do next, and where the rest is. */
function Nothing({ search, done, standing, onClear }: { readonly search: Search; readonly done: number; readonly standing: number; readonly onClear: () => void }) {
  const { data } = useQuery(comingQuery);
  const filtered = Boolean(search.kind || search.lamp || search.q);
  if (filtered) return <EmptyState title="没有符合筛选的事项" actions={<Button onClick={onClear}>去掉筛选</Button>}><p>筛选写在地址里，去掉后可看全部。</p></EmptyState>;
  if (search.tab) return <EmptyState title={empties[search.tab] ?? '没有事项'} actions={<Link to="/" className="button-link">看轮到您的事项</Link>} />;
  const next = data?.rows[0];
  return (
    <EmptyState title={search.why === 'extension' ? '没有待同意的延期' : '没有轮到您办理的事'} actions={<>
      {standing > 0 && <Link to="/" search={{ tab: 'standing' }} className="button-link">看等对方的 {standing} 件</Link>}
      <Link to="/" search={{ tab: 'done' }} className="button-link">{done > 0 ? `本月办结 ${done} 件` : '看已办的事项'}</Link>
    </>}>
      <p>{standing > 0 && `${standing} 件在等对方办理。`}{next ? `时钟下一次动作：${next.on}，${next.number} ${next.text}。` : '近期没有时限届满。'}</p>
    </EmptyState>
  );
}

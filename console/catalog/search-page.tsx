import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { queryText } from '../../sdk/client.ts';
import { Select } from '../kit/fields.tsx';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { MoreRows } from '../kit/table.tsx';
import { count } from '../kit/formats.ts';
import { BasketLink } from '../application/basket-button.tsx';
import { api } from '../shell/api.ts';
import { OpenDemand } from '../demand/open-demand.tsx';
import { holds, useSession } from '../shell/session.ts';
import { Hit } from './hit.tsx';
import type { Page } from './shapes.ts';
import './catalog.css';

interface Search { q?: string; attribute?: string; provider?: string; mode?: string; cycle?: string; grade?: string; region?: string; sort?: string }
const facets: readonly { readonly key: keyof Page['facets'] & keyof Search; readonly zh: string }[] = [
  { key: 'attribute', zh: '共享属性' }, { key: 'provider', zh: '提供部门' }, { key: 'mode', zh: '共享方式' }, { key: 'cycle', zh: '更新频率' }, { key: 'grade', zh: '数据分级' }, { key: 'region', zh: '地区' },
];
const sorts = [{ value: 'updated', zh: '按发布时间，新的在前' }, { value: 'name', zh: '按名称拼音' }];
const FIRST = 6;

/** 02: each hit says how long answers take beside the legal limit, who uses it, and under which conditions. */
export function SearchPage() {
  const search = useSearch({ strict: false }) as Search;
  const session = useSession();
  const navigate = useNavigate();
  const heading = usePage('目录检索');
  const [text, setText] = useState(search.q ?? '');
  const list = useInfiniteQuery({
    queryKey: ['entries', search], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<Page>('/catalog/entries', { ...search, after: pageParam, size: 20 }, { signal }),
    getNextPageParam: (last) => last.after ?? undefined,
  });
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? [];
  const go = (next: Search) => void navigate({ to: '/catalog', search: Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, v]) => v)) as never });
  const submit = (event: FormEvent) => { event.preventDefault(); go({ q: text.trim() }); };
  return (
    <main id="main" className="page" tabIndex={-1}>
      <h1 ref={heading} tabIndex={-1} className="hidden-text">目录检索</h1>
      <form className="search-line" role="search" onSubmit={submit}>
        <Input size="large" value={text} onChange={(e) => setText(e.target.value)} aria-label="检索目录" maxLength={100} />
        <Button type="primary" size="large" htmlType="submit">检索</Button>
        <span className="second">名称、数据项、摘要、提供部门、目录代码；可输拼音首字母</span>
        <span className="end row" style={{ gap: 16 }}>{holds(session, 'clerk') && <BasketLink />}<details className="menu"><summary>导出</summary><div className="menu-list export-menu">
          <a href={`/api/catalog/export${queryText({ ...search, format: 'xlsx' })}`}>查询结果（Excel）</a><a href="/api/catalog/export">目录清单（CSV）</a><a href="/api/catalog/export?format=json">机读目录（DCAT）</a>
        </div></details></span>
      </form>
      <div className="search-grid">
        <aside aria-label="筛选">{first && facets.filter((f) => f.key !== 'region' || search.region || first.facets.region.length > 1).map((f) => <Facet key={f.key} zh={f.zh} rows={first.facets[f.key]} value={search[f.key]} onPick={(v) => go({ [f.key]: v })} />)}</aside>
        <section aria-label="检索结果">
          {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !first ? <Loading what="正在检索" /> : (
            <>
              <div className="hits-head row"><p role="status"><b>{count(first.total)} 项{first.capped && '以上'}</b>{search.q && <span className="second">　含“{search.q}”</span>}{first.asked && first.asked.also.length > 0 && <span className="second">　同义词：{first.asked.also.join('、')}</span>}{first.asked?.cut && <span className="second">　只查了前 12 个词</span>}{first.capped && <span className="second">　{search.q ? '只排列最相近的，请再加条件' : '只计到 10,000 项'}</span>}</p>
                <span style={{ width: 190, marginLeft: 'auto' }}><Select label="排序" value={search.sort ?? ''} empty={search.q ? '按相近程度' : '新发布的在前'} options={search.q ? sorts : sorts.slice(1)} onChange={(sort) => go({ sort })} /></span></div>
              {rows.length === 0 ? <Nothing page={first} q={search.q} onAsk={(q, filters) => { setText(q); if (filters) go({ q }); else void navigate({ to: '/catalog', search: (q ? { q } : {}) as never }); }} />
                : <ol className="hits">{rows.map((row) => <Hit key={row.region + row.entry} row={row} />)}</ol>}
              <MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
            </>
          )}
        </section>
      </div>
    </main>
  );
}

/** What was searched, and what else may be asked: only what hits is proposed. */
function Nothing({ page, q, onAsk }: { readonly page: Page; readonly q: string | undefined; readonly onAsk: (q: string, filters: boolean) => void }) {
  const words = page.asked?.words ?? [];
  const mayAsk = holds(useSession(), 'clerk');
  return (
    <EmptyState title={q ? `目录里没有“${q}”` : '还没有发布的目录'} actions={<>{q && mayAsk && <OpenDemand title={q} />}<Button onClick={() => onAsk('', false)}>去掉条件</Button></>}>
      {words.length > 0 && <p>已在名称、数据项、摘要、提供部门、目录代码{page.asked?.letters ? '和拼音' : ''}中查找：{words.map((word) => `“${word}”`).join('、')}，须同时具有。</p>}
      {page.proposals.length > 0 && <ul className="proposals">{page.proposals.map((one) => <li key={one.q + one.why}>{one.why}：<button type="button" className="plain-button" onClick={() => onAsk(one.q, one.filters)}>{one.q}</button>（{count(one.count)} 项）</li>)}</ul>}
      <p>也可以换一个说法，或去掉左边的筛选。确实没有的，登记需求，由主管部门对接到有职责的部门（第二十条第一款）。</p>
    </EmptyState>
  );
}

function Facet({ zh, rows, value, onPick }: { readonly zh: string; readonly rows: Page['facets']['attribute']; readonly value: string | undefined; readonly onPick: (value: string) => void }) {
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST);
  if (rows.length === 0) return null;
  return (
    <fieldset className="facet"><legend>{zh}</legend>
      {shown.map((r) => <div key={r.value} className="facet-row"><Checkbox checked={value === r.value} onChange={() => onPick(value === r.value ? '' : r.value)}>{r.zh}</Checkbox><span className="meta">{count(r.count)}</span></div>)}
      {rows.length > FIRST && <button type="button" className="plain-button second" onClick={() => setAll(!all)}>{all ? '收起' : `全部 ${rows.length} 个`}</button>}
    </fieldset>
  );
}

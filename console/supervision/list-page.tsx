import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { ListPage } from '../../processes/supervision/contract.ts';
import { ActColumn } from '../case/act-column.tsx';
import type { Done } from '../case/act-sheet.tsx';
import { OpenCase } from '../case/open-case.tsx';
import { caseQuery, DoneNotice } from '../case/case-page.tsx';
import { Select } from '../kit/fields.tsx';
import { usePage } from '../kit/head.ts';
import { dayShort } from '../kit/formats.ts';
import { LampGlyph } from '../kit/lamp.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { MoreRows } from '../kit/table.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { holds, useSession } from '../shell/session.ts';
import { FindBox } from '../worklist/worklist-page.tsx';
import '../worklist/worklist.css';
import '../case/case.css';

type Page = z.infer<typeof ListPage>;
type Line = Page['rows'][number];
/** The steps that a finding goes through, as counters. */
const steps = [['found', '线索，等说明'], ['explained', '待审查说明'], ['ordered', '已责令改正'], ['mended', '待核实改正'], ['referred', '已移送']] as const;
interface Search { state?: string; article?: string; org?: string; q?: string; at?: string; view?: string }

/** 08 督办: clues that clocks and checks found. Until ordered a clue has no effect, said at the top. */
export function SupervisionPage() {
  const heading = usePage('督办');
  const session = useSession();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const side = holds(session, 'reviewer', 'lead') ? 'judge' : 'department';
  const filters = { side, state: search.state, article: search.article, department: search.org, q: search.q, open: search.view === 'ended' ? 'false' : 'true' };
  const list = useInfiniteQuery({
    queryKey: ['supervision', filters], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<Page>('/supervision/list', { ...filters, after: pageParam, size: 50 }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const [done, setDone] = useState<Done | null>(null); // what it was done to may leave the list
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? [];
  const go = (next: Search) => void navigate({ to: '/supervision', search: Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, v]) => v)) as never, resetScroll: false } as never);
  const at = rows.find((r) => r.ref === search.at && r.row === 'finding') ?? rows.find((r) => r.row === 'finding');
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>督办</h1><span className="second">时钟与检查发现的线索。未经责令，线索不产生效力</span><span className="end no-print"><OpenCase kind="finding" /><Button onClick={() => window.print()}>打印台账</Button></span></div>
      {first && (
        <div className="counters" role="group" aria-label="按环节筛选">
          <button type="button" aria-pressed={!search.state} onClick={() => go({ state: '' })}><b>{first.counts.state.reduce((n, s) => n + s.count, 0)}</b><span>未了结</span></button>
          {steps.map(([state, zh]) => { const n = first.counts.state.find((s) => s.value === state)?.count ?? 0; return <button key={state} type="button" aria-pressed={search.state === state} className={n === 0 ? 'zero' : ''} onClick={() => go({ state: search.state === state ? '' : state })}><b>{n}</b><span>{zh}</span></button>; })}
        </div>
      )}
      <div className="with-rail wide">
        <div>
          {done && <div style={{ marginBottom: 12 }}><DoneNotice done={done} /></div>}
          <div className="filters no-print">
            <div className="pills" role="group" aria-label="条款">{['', '39', '40', '41', '42'].map((a) => <button key={a} type="button" aria-pressed={(search.article ?? '') === a} onClick={() => go({ article: a })}>{a === '' ? '全部' : `第${({ 39: '三十九', 40: '四十', 41: '四十一', 42: '四十二' } as Record<string, string>)[a]}条`}</button>)}</div>
            <span style={{ width: 92 }}><Select label="是否了结" value={search.view === 'ended' ? 'ended' : ''} empty="未了结" options={[{ value: 'ended', zh: '已了结' }]} onChange={(view) => go({ view })} /></span>
            {first && first.counts.department.length > 1 && <span style={{ width: 140 }}><Select label="单位" value={search.org ?? ''} empty="全部单位" options={first.counts.department.map((d) => ({ value: d.value, zh: `${d.zh} ${d.count}` }))} onChange={(org) => go({ org })} /></span>}
            <FindBox value={search.q ?? ''} onFind={(q) => go({ q })} />
          </div>
          {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !first ? <Loading /> : rows.length === 0 ? <EmptyState title="没有督办线索"><p>时限到期未办的，时钟会自动列在这里；检查、投诉中发现的由人录入。</p></EmptyState> : <Findings rows={rows} at={at?.ref} onPick={(ref) => go({ at: ref })} />}
          <MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
        </div>
        {at && <Rail key={at.ref} line={at} onDone={(next) => { setDone(next); refreshAll(); }} />}
      </div>
    </main>
  );
}

/** How it stands: until when it may be explained or must be mended, else its state. */
function standing(r: Line, today: string): string {
  if (r.state === 'found' && r.explainBy) return r.explainBy < today ? `说明期 ${dayShort(r.explainBy, today)} 已过` : `待说明，至 ${dayShort(r.explainBy, today)}`;
  return r.state === 'ordered' && r.mendBy ? `已责令，至 ${dayShort(r.mendBy, today)}` : r.stateZh;
}

function Findings({ rows, at, onPick }: { readonly rows: readonly Line[]; readonly at: string | undefined; readonly onPick: (ref: string) => void }) {
  const { today } = useSession();
  return (
    <div className="table-scroll">
      <table className="gov worklist findings"><caption className="hidden-text">督办线索，超期长的在前</caption>
        <thead><tr><th scope="col" style={{ width: 146 }}>持续</th><th scope="col">单位与事实</th><th scope="col" className="c-other" style={{ width: 182 }}>条款、来源</th><th scope="col" className="num" style={{ width: 60 }}>近一年</th><th scope="col" className="num" style={{ width: 148 }}>下一步</th></tr></thead>
        <tbody>{rows.map((r) => (
          <tr key={r.ref + r.row + r.ground + (r.clockZh ?? '')} className={r.ref === at ? 'on' : ''} data-row={r.ref} tabIndex={-1}>
            <td>{r.daysLate !== null ? <span className="lamp late"><LampGlyph kind="late" />超期 {r.daysLate} 个工作日</span> : r.mendBy ? <span className="lamp due"><LampGlyph kind="due" />{dayShort(r.mendBy, today.legal)} 前改正</span> : <span className="second">无时限，须判断</span>}</td>
            <td>{r.row === 'finding' ? <button type="button" className="plain-button title" aria-pressed={r.ref === at} onClick={() => onPick(r.ref)}>{r.departmentName}</button> : <b className="title">{r.departmentName}</b>}
              <span className="under">{r.number && <span className="nowrap">{r.number}</span>}{r.clue && r.state === 'found' && <Tag tone="chip">线索</Tag>}<span className="note">{r.title}</span></span></td>
            <td className="c-other"><ArticleTag>{r.groundZh}</ArticleTag><div className="meta">{r.clockZh ? `时钟：${r.clockZh}` : '检查发现'}；{standing(r, today.legal)}</div></td>
            <td className="num">{r.pastYear}</td>
            <td className="num">{r.row === 'finding' ? <Link className={`button-link next-act${r.next?.pressing ? ' primary' : r.next ? '' : ' quiet'}`} to="/cases/$kind/$ref" params={{ kind: 'finding', ref: r.ref }} onFocus={() => onPick(r.ref)}>{r.next?.zh ?? '查看'}<span className="hidden-text">：{r.departmentName}，{r.title}</span></Link> : r.cause && <Link className="button-link next-act quiet" to="/cases/$kind/$ref" params={{ kind: r.cause.kind, ref: r.cause.ref }}>看事项<span className="hidden-text">：{r.title}</span></Link>}</td>
          </tr>
        ))}</tbody></table>
    </div>
  );
}

function Rail({ line, onDone }: { readonly line: Line; readonly onDone: (done: Done) => void }) {
  const { today } = useSession();
  const { data } = useQuery(caseQuery('finding', line.ref));
  return (
    <aside className="rail no-print" aria-label="所选线索">
      <section className="panel"><header><h2>{line.number ?? '线索'}</h2></header>
        <div className="stack">
          <b>{line.title}</b>
          <dl className="pairs one" style={{ gridTemplateColumns: '64px 1fr', fontSize: 13, gap: '4px 8px' }}>
            {line.cause && <><dt>事项</dt><dd><Link to="/cases/$kind/$ref" params={{ kind: line.cause.kind, ref: line.cause.ref }}>{line.cause.number ?? line.cause.title}</Link>，{line.cause.stateZh}</dd></>}
            {line.dueOn && <><dt>应于</dt><dd>{line.dueOn} 24:00 前</dd></>}
            <dt>列入</dt><dd>{line.raisedOn}</dd>
            <dt>状态</dt><dd>{standing(line, today.legal)}</dd>
            <dt>近一年</dt><dd>该单位 {line.pastYear} 件</dd>
            {line.explainedBy && <><dt>说明</dt><dd>{line.explainedBy}</dd></>}
          </dl>
          {data && <ActColumn view={data} onDone={onDone} />}
        </div>
      </section>
    </aside>
  );
}

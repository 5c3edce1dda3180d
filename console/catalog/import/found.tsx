import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { basisZh } from '../../../law/basis.ts';
import type { Difference } from '../../../processes/catalog/contract.ts';
import { count } from '../../kit/formats.ts';
import { EmptyState, ErrorState, Loading } from '../../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../../kit/table.tsx';
import { ArticleTag, Tag } from '../../kit/tag.tsx';
import { api } from '../../shell/api.ts';
import { DifferenceTable } from '../differences.tsx';
import { kindTone, kindZh, outcomeTone, outcomeZh, works, type ImportEntry, type ImportKind, type ImportView } from './shapes.ts';

interface Page { readonly rows: readonly ImportEntry[]; readonly after: number | null }
const kinds: readonly ImportKind[] = ['add', 'update', 'same', 'duplicate', 'error', 'mixed'];

/** Every entry of the workbook, by what is to become of it; errors cell by cell. */
export function Found({ it, kind, outcome }: { readonly it: ImportView; readonly kind: string | undefined; readonly outcome: string | undefined }) {
  const navigate = useNavigate();
  const finished = it.state === 'done' || it.state === 'undone' || it.state === 'undoing' || it.state === 'importing';
  const list = useInfiniteQuery({
    queryKey: ['import-entries', it.region, it.id, kind, outcome, works(it.state) ? it.state : it.movedAt], initialPageParam: 0, placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<Page>(`/catalog/imports/${it.region}/${it.id}/entries`, { kind, outcome, after: pageParam, size: 50 }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? [];
  const go = (next: { kind?: string; outcome?: string }) => void navigate({ to: '/imports/$region/$id', params: { region: it.region, id: it.id }, search: Object.fromEntries(Object.entries(next).filter(([, v]) => v)) as never, resetScroll: false } as never);
  const pill = (key: string, zh: string, n: number | null, on: boolean, to: { kind?: string; outcome?: string }) => <button key={key} type="button" aria-pressed={on} onClick={() => go(to)}>{zh}{n === null ? '' : ` ${count(n)}`}</button>;
  return (
    <section>
      <div className="section-head"><h2>{finished ? '导入结果' : '预览'}</h2><span className="second">{finished ? '点开目录名称，继续编制' : '错误按单元格列出；还没有改动任何目录'}</span></div>
      <div className="filters"><div className="pills" role="group" aria-label="筛选">
        {pill('all', '全部', null, !kind && !outcome, {})}
        {kinds.filter((one) => (it.counts?.[one] ?? 0) > 0 || one === 'add' || one === 'error').map((one) => pill(one, kindZh[one], it.counts?.[one] ?? 0, kind === one, { kind: one }))}
        {finished && pill('failed', outcomeZh.failed, it.failed, outcome === 'failed', { outcome: 'failed' })}
      </div></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : (
        <GovTable id="import-entries" caption={finished ? '导入结果' : '导入预览'} columns={columnsFor(it, finished)} rows={rows} rowKey={(r) => String(r.n)} empty={<EmptyState title="没有这一类目录" />}
          more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />
      )}
    </section>
  );
}

function columnsFor(it: ImportView, finished: boolean): Column<ImportEntry>[] {
  return [
    { key: 'name', title: '数据目录', cell: (r) => <>{r.parent !== null && <span className="second">└ 拆分　</span>}{r.ref ? <Link to="/cases/$kind/$ref" params={{ kind: 'catalog', ref: r.ref }}>{r.name || '（没有名称）'}</Link> : <span>{r.name || '（没有名称）'}</span>}<div className="meta">{r.sheet} 第 {r.row} 行　信息项 {count(r.itemCount)}</div></> },
    { key: 'kind', title: '预览', width: 84, cell: (r) => <Tag tone={kindTone[r.kind]}>{kindZh[r.kind]}</Tag> },
    ...(finished ? [{ key: 'outcome', title: '结果', width: 96, cell: (r: ImportEntry) => (r.outcome ? <Tag tone={outcomeTone[r.outcome]}>{r.kind === 'mixed' && r.outcome === 'done' ? '已拆分' : outcomeZh[r.outcome]}</Tag> : <>—</>) }] : []),
    { key: 'problems', title: '说明', width: '54%', cell: (r) => <Problems it={r} at={it} /> },
  ];
}

const FEW = 6;

function Problems({ it, at }: { readonly it: ImportEntry; readonly at: ImportView }) {
  const lines = (it.outcome === 'done' ? [] : it.problems).map((p, n) => (
    <li key={n} className="import-problem"><span className="mono keep">{p.sheet}!{p.cell}</span> <span>{p.level === 'warning' ? '提示：' : ''}{p.message}</span> {p.basis && p.level === 'error' && <ArticleTag>{basisZh(p.basis)}</ArticleTag>}</li>
  ));
  return (
    <>
      {it.why && <p>{it.why}</p>}
      {it.kind === 'update' && <Changes it={it} at={at} />}
      {lines.length > 0 && <ul>{lines.slice(0, FEW)}</ul>}
      {lines.length > FEW && <details><summary className="plain-button">还有 {count(lines.length - FEW)} 处</summary><ul>{lines.slice(FEW)}</ul></details>}
      {lines.length === 0 && !it.why && it.kind !== 'update' && '—'}
    </>
  );
}

/** What the update changes, beside what stands; asked for when somebody looks. */
function Changes({ it, at }: { readonly it: ImportEntry; readonly at: ImportView }) {
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({ queryKey: ['import-changes', at.id, it.n], enabled: open, queryFn: ({ signal }) => api.get<readonly Difference[]>(`/catalog/imports/${at.region}/${at.id}/entries/${it.n}`, {}, { signal }) });
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary className="plain-button">与现有目录相比改动 {count(it.differences)} 处</summary>
      {error ? <ErrorState error={error} /> : data ? <DifferenceTable differences={[...data]} caption="改动" /> : open && <Loading />}
    </details>
  );
}

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { z } from 'zod';
import type { ExportPage } from '../../processes/catalog/contract.ts';
import { moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../kit/table.tsx';
import { api } from '../shell/api.ts';
import { FindBox } from '../worklist/worklist-page.tsx';

type Page = z.infer<typeof ExportPage>;
type Line = Page['rows'][number];

const formatZh = { xlsx: '工作簿', csv: 'CSV', json: 'DCAT' } as const;
const whatZh = { department: '本部门目录', query: '目录检索结果' } as const;
const queryOf = (query: Line['query']): string => Object.entries(query).map(([name, value]) => `${name}=${value}`).join('，') || '—';

const columns: readonly Column<Line>[] = [
  { key: 'number', title: '水印编号', width: 190, cell: (row) => <span className="keep">{row.number}</span> },
  { key: 'at', title: '导出时间', width: 150, cell: (row) => <span className="second nowrap">{moment(row.at)}</span> },
  { key: 'org', title: '单位', cell: (row) => row.orgName },
  { key: 'by', title: '导出人', cell: (row) => row.by },
  { key: 'what', title: '内容', width: 180, cell: (row) => `${whatZh[row.what]}（${formatZh[row.format]}）` },
  { key: 'query', title: '条件', optional: true, cell: (row) => <span className="second">{queryOf(row.query)}</span> },
];

/** 导出溯源: whose copy a file is, by the number that stands on it. */
export function ExportsPage() {
  const heading = usePage('导出溯源');
  const { q = '' } = useSearch({ strict: false }) as { q?: string };
  const navigate = useNavigate();
  const list = useInfiniteQuery({
    queryKey: ['exports', q], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<Page>('/catalog/exports', { number: q || undefined, after: pageParam || undefined, size: 100 }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>导出溯源</h1><span className="second">每份导出的目录都有水印编号，按编号查到是谁在什么时候导出的</span></div>
      <div className="filters"><FindBox value={q} onFind={(next) => void navigate({ to: '/officers/exports', search: (next ? { q: next } : {}) as never })} placeholder="水印编号" /></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : (
        <GovTable id="exports" caption="导出溯源" columns={columns} rows={rows} rowKey={(row) => row.number} total={`${rows.length} 次${list.hasNextPage ? '以上' : ''}`}
          empty={<EmptyState title={q ? '没有这个编号' : '还没有导出过'}><p>{q ? '请核对文件页脚的水印编号，须写完整。' : '导出目录以后在这里列出。'}</p></EmptyState>}
          more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />
      )}
    </main>
  );
}

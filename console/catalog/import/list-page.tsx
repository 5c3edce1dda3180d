import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { count, moment } from '../../kit/formats.ts';
import { usePage } from '../../kit/head.ts';
import { LawNote } from '../../kit/law-note.tsx';
import { EmptyState, ErrorState, Loading } from '../../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../../kit/table.tsx';
import { Tag } from '../../kit/tag.tsx';
import { api } from '../../shell/api.ts';
import { useSession } from '../../shell/session.ts';
import { fileLine, stateTone, stateZh, works, type ImportRow } from './shapes.ts';
import { UploadBox } from './upload.tsx';
import '../catalog.css';

interface Page { readonly rows: readonly ImportRow[]; readonly after: string | null }

/** 批量导入: the template out, a workbook in, and every import of my department. */
export function ImportsPage() {
  const session = useSession();
  const heading = usePage('批量导入目录');
  const list = useInfiniteQuery({
    queryKey: ['imports'], initialPageParam: '', queryFn: ({ pageParam, signal }) => api.get<Page>('/catalog/imports', { after: pageParam, size: 20 }, { signal, headers: { 'x-shuqiao-poll': '1' } }),
    getNextPageParam: (last) => last.after ?? undefined, refetchInterval: (query) => (query.state.data?.pages.some((page) => page.rows.some((row) => works(row.state))) ? 2_000 : false),
  });
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? [];
  const columns: Column<ImportRow>[] = [
    { key: 'name', title: '工作簿', cell: (r) => <><Link to="/imports/$region/$id" params={{ region: r.region, id: r.id }}>{r.name}</Link><div className="meta">{fileLine(r)}</div></> },
    { key: 'state', title: '状态', width: 110, cell: (r) => <Tag tone={stateTone[r.state]}>{stateZh[r.state]}</Tag> },
    { key: 'add', title: '新增', align: 'right', width: 72, cell: (r) => count(r.counts?.add) },
    { key: 'update', title: '更新', align: 'right', width: 72, cell: (r) => count(r.counts?.update) },
    { key: 'wrong', title: '错误、重复', align: 'right', width: 96, cell: (r) => count(r.counts === null ? null : r.counts.error + r.counts.duplicate) },
    { key: 'mixed', title: '待拆分', align: 'right', width: 72, optional: true, cell: (r) => count(r.counts?.mixed) },
    { key: 'done', title: '成为草稿', align: 'right', width: 80, cell: (r) => (r.state === 'done' ? count(r.drafts) : '—') },
    { key: 'by', title: '上传人', width: 150, optional: true, cell: (r) => r.by },
    { key: 'at', title: '上传时间', width: 136, cell: (r) => <span className="second">{moment(r.madeAt)}</span> },
  ];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>批量导入目录</h1><span className="second">{session.actor.orgName}的目录，导入只成为草稿，不发布</span>
        <span className="end"><a className="button-link quiet" href="/api/catalog/imports/template">下载模板</a><a className="button-link quiet" href="/api/catalog/department/workbook">导出本部门目录</a></span></div>
      <div className="import-top"><UploadBox /><LawNote basis="12.2" /></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : (
        <GovTable id="imports" caption="本部门的批量导入" columns={columns} rows={rows} rowKey={(r) => r.id}
          empty={<EmptyState title="还没有导入过"><p>先下载模板填写，或者把本部门目录导出修改后再导入；上传以后先预览，由您决定导入哪些。</p></EmptyState>}
          more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />
      )}
    </main>
  );
}

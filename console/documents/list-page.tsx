import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { documentKindNames, documentKinds } from '../../law/documents/kinds.ts';
import type { DocumentItem, DocumentPage } from '../../platform/documents/contract.ts';
import { Select } from '../kit/fields.tsx';
import { moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../kit/table.tsx';
import { Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';
import { FindBox } from '../worklist/worklist-page.tsx';
import { PackBar } from './pack-bar.tsx';

interface Search { kind?: string; stamped?: string; q?: string }
const kinds = documentKindNames.map((value) => ({ value, zh: documentKinds[value].zh }));
const seals = [{ value: 'false', zh: '待上传盖章件' }, { value: 'true', zh: '有盖章件' }];
const most = 50;

/** 本单位文书: what my organisation issued, newest first; what still waits for its seal; several as one download. */
export function DocumentsPage() {
  const session = useSession();
  const heading = usePage('本单位文书');
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const list = useInfiniteQuery({
    queryKey: ['documents', search], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<DocumentPage>('/documents', { ...search, after: pageParam, size: 50 }, { signal }),
    getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? [];
  const go = (next: Search) => { setChosen(new Set()); void navigate({ to: '/documents', search: Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, v]) => v)) as never }); };
  const toggle = (ref: string) => setChosen((was) => { const next = new Set(was); if (next.has(ref)) next.delete(ref); else next.add(ref); return next; });
  const columns: Column<DocumentItem>[] = [
    { key: 'choose', title: '选择', headHidden: true, width: 36, cell: (r) => <input type="checkbox" aria-label={`选择 ${r.kindZh} ${r.fileNumber ?? r.number}`} checked={chosen.has(r.ref)} onChange={() => toggle(r.ref)} /> },
    { key: 'title', title: '文书', cell: (r) => <><Link to="/documents/$document" params={{ document: r.ref }}><b>{r.title}</b></Link><div className="meta">{r.kindZh}</div></> },
    { key: 'number', title: '编号', width: 230, cell: (r) => <>{r.fileNumber ?? r.number}{r.fileNumber && <div className="meta">{r.number}</div>}</> },
    { key: 'made', title: '制成', width: 150, cell: (r) => <>{r.onDay}<div className="meta">{moment(r.madeAt).slice(11)}</div></> },
    { key: 'seal', title: '盖章', width: 130, cell: (r) => (!r.sealed ? <span className="second">不需要</span> : r.stamped > 0 ? <Tag tone="acc">有盖章件</Tag> : <span className="second">待上传</span>) },
    { key: 'act', title: '办理', align: 'right', width: 190, cell: (r) => <span className="row end-row"><a href={`/api/documents/${r.ref}/word`} download aria-label={`下载 Word：${r.kindZh} ${r.fileNumber ?? r.number}`}>下载 Word</a><Link to="/documents/$document" params={{ document: r.ref }} search={(r.mayStamp && r.stamped === 0 ? { stamp: '1' } : {}) as never} className="button-link small quiet" aria-label={`${r.mayStamp && r.stamped === 0 ? '上传盖章件' : '查看'}：${r.kindZh} ${r.fileNumber ?? r.number}`}>{r.mayStamp && r.stamped === 0 ? '上传盖章件' : '查看'}</Link></span> },
  ];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>本单位文书</h1><span className="second">{session.actor.orgName}制成的，最近的在前</span><span className="end"><Link className="button-link quiet" to="/documents/check">核验文书</Link></span></div>
      <div className="filters no-print">
        <span style={{ width: 150 }}><Select label="文书种类" value={search.kind ?? ''} empty="全部种类" options={kinds} onChange={(kind) => go({ kind })} /></span>
        <span style={{ width: 150 }}><Select label="盖章" value={search.stamped ?? ''} empty="不论盖章" options={seals} onChange={(stamped) => go({ stamped })} /></span>
        <FindBox value={search.q ?? ''} onFind={(q) => go({ q })} placeholder="标题、编号、发文字号" />
      </div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : (
        <GovTable id="documents" caption="本单位文书" columns={columns} rows={rows} rowKey={(r) => r.ref} selected={(r) => chosen.has(r.ref)}
          empty={<EmptyState title={search.kind || search.stamped || search.q ? '没有符合筛选的文书' : '本单位还没有制成的文书'}><p>申请表、答复函、不予共享说明、督办单随办理一并制成；办理单在事项页制成，目录清单在“本部门目录”制成。</p></EmptyState>}
          more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />
      )}
      <PackBar what="打包下载" unit="份" most={most} wanted={{ documents: [...chosen] }} onClear={() => setChosen(new Set())} />
    </main>
  );
}

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { OrganisationDetail, OrganisationPage } from '../../processes/organisation/contract.ts';
import { count, orDash } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { Sheet } from '../kit/sheet.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../kit/table.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { holds, useSession } from '../shell/session.ts';
import { FindBox } from '../worklist/worklist-page.tsx';
import { OrganisationSheet } from './organisation-sheet.tsx';

type Page = z.infer<typeof OrganisationPage>;
type Line = Page['rows'][number];
type Detail = z.infer<typeof OrganisationDetail>;
const kinds: Readonly<Record<string, string>> = { department: '政府部门', authority: '主管部门', government: '人民政府', platform: '平台运行单位', other: '其他机关、组织' };

/** 机构与人员: each organisation with what Art. 10, 11, 26 and 35 call for and what of it is absent. */
export function OrganisationsPage() {
  const session = useSession();
  const heading = usePage('机构与人员');
  const search = useSearch({ strict: false }) as { q?: string; at?: string };
  const navigate = useNavigate();
  const [edit, setEdit] = useState<Detail | 'new' | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['organisations-page', search.q ?? ''], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<Page>('/organisations', { q: search.q, after: pageParam, size: 50 }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? [];
  const go = (next: { q?: string; at?: string }) => void navigate({ to: '/organisations', search: Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, v]) => v)) as never });
  const columns: Column<Line>[] = [
    { key: 'name', title: '机构', cell: (r) => <><button type="button" className="plain-button" onClick={() => go({ at: r.code })}><b>{r.name}</b></button><div className="meta keep">{r.code}</div></> },
    { key: 'kind', title: '性质', width: 110, cell: (r) => kinds[r.kind] },
    { key: 'region', title: '区划', width: 130, cell: (r) => r.regionName },
    { key: 'authority', title: '同级主管部门', optional: true, width: 130, cell: (r) => <>{orDash(r.authorityName)}{r.vertical && <Tag tone="chip">垂直管理</Tag>}</> },
    { key: 'people', title: '在岗', align: 'right', width: 60, cell: (r) => count(r.people) },
    { key: 'missing', title: '尚缺', cell: (r) => (r.missing.length === 0 ? <Tag tone="ok">齐</Tag> : <span className="second">{r.missing.join('、')}</span>) },
  ];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>机构与人员</h1><span className="second">共享工作机构、制度与渠道</span><ArticleTag>第十一条</ArticleTag>
        <span className="end">{holds(session, 'platform-system') && <Button type="primary" onClick={() => setEdit('new')}>登记机构…</Button>}</span></div>
      <div className="filters"><FindBox value={search.q ?? ''} onFind={(q) => go({ q })} placeholder="名称、代码" /></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : (
        <GovTable id="organisations" caption="机构" columns={columns} rows={rows} rowKey={(r) => r.code} total={`${rows.length}${list.hasNextPage ? ' 个以上' : ' 个'}`} selected={(r) => r.code === search.at} empty={<EmptyState title="没有符合的机构"><p>按名称、简称、拼音首字母或者统一社会信用代码查找。</p></EmptyState>}
          more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />
      )}
      {search.at && edit === null && <DetailSheet code={search.at} onClose={() => go({ at: '' })} onEdit={setEdit} />}
      {edit !== null && <OrganisationSheet was={edit === 'new' ? null : edit} onClose={() => setEdit(null)} />}
    </main>
  );
}

const texts: readonly (readonly [keyof Detail['profile'], string, string])[] = [
  ['office', '共享工作机构', '第十一条'], ['contact', '联系与校核渠道', '第二十六条第二款'], ['duties', '职责', '第十二条第二款'], ['sharingRules', '共享工作制度', '第十条'], ['correctionRules', '校核规则', '第二十六条第二款'], ['securityRules', '安全管理制度', '第三十五条第一款'], ['emergencyPlan', '应急预案', '第三十五条第三款'],
];

function DetailSheet({ code, onClose, onEdit }: { readonly code: string; readonly onClose: () => void; readonly onEdit: (detail: Detail) => void }) {
  const session = useSession();
  const { data, error } = useQuery({ queryKey: ['organisation', code], queryFn: ({ signal }) => api.get<Detail>(`/organisations/${code}`, {}, { signal }) });
  return (
    <Sheet title={data?.name ?? '机构'} lead={<p className="second keep">{code}</p>} onClose={onClose} foot={<>{data && holds(session, 'platform-system') && <Button onClick={() => onEdit(data)}>变更…</Button>}<Button onClick={onClose}>关闭</Button></>}>
      {error ? <ErrorState error={error} /> : !data ? <Loading /> : (
        <>
          <dl className="pairs one"><dt>简称</dt><dd>{data.shortName}</dd><dt>性质</dt><dd>{kinds[data.kind]}</dd><dt>区划</dt><dd>{data.regionName}（{data.region}）</dd><dt>主管部门</dt><dd>{orDash(data.authorityName)}</dd><dt>自</dt><dd>{data.since}{data.endedOn ? ` 至 ${data.endedOn}` : ''}</dd></dl>
          {data.missing.length > 0 && <p className="notice near"><b>尚缺</b>：{data.missing.join('、')}</p>}
          <section><h3>岗位</h3>
            {data.posts.length === 0 ? <p className="second">没有在岗人员。</p> : <table className="gov dense"><caption className="hidden-text">岗位</caption><thead><tr><th scope="col">岗位</th><th scope="col">账号</th><th scope="col">自</th><th scope="col">至</th></tr></thead><tbody>{data.posts.map((p) => <tr key={p.post + p.person + p.from}><th scope="row">{p.postZh}</th><td>{p.account}</td><td>{p.from}</td><td>{p.to ?? '—'}</td></tr>)}</tbody></table>}
          </section>
          <dl className="pairs one">{texts.map(([key, zh, article]) => <div key={key} style={{ display: 'contents' }}><dt>{zh}</dt><dd className="pre">{data.profile[key] || '—'}　<ArticleTag>{article}</ArticleTag></dd></div>)}</dl>
        </>
      )}
    </Sheet>
  );
}

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { TypicalPage as TypicalPageShape } from '../../processes/usage/contract.ts';
import { Fields } from '../kit/fields.tsx';
import { missing, stated, type Field, type Values } from '../kit/field-shapes.ts';
import { usePage } from '../kit/head.ts';
import { Sheet } from '../kit/sheet.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { MoreRows } from '../kit/table.tsx';
import { ArticleTag } from '../kit/tag.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { FindBox } from '../worklist/worklist-page.tsx';

type Page = z.infer<typeof TypicalPageShape>;
type Row = Page['rows'][number];

/** 典型案例: what the data shared was good for, as the authorities made it known. */
export function TypicalPage() {
  const heading = usePage('典型案例');
  const { q = '' } = useSearch({ strict: false }) as { q?: string };
  const navigate = useNavigate();
  const [taken, setTaken] = useState<Row | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['typical', q], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<Page>('/usage/typical', { q, after: pageParam, size: 20 }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>典型案例</h1><span className="second">由主管部门从应用成效中推广</span><ArticleTag>第九条</ArticleTag></div>
      <div className="filters"><FindBox value={q} onFind={(next) => void navigate({ to: '/typical', search: (next ? { q: next } : {}) as never })} placeholder="案例、目录" /></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : rows.length === 0 ? (
        <EmptyState title={q ? '没有符合条件的典型案例' : '还没有典型案例'}><p>使用部门每年填报应用成效；主管部门审核员在授权页把其中好的推广为典型案例。</p></EmptyState>
      ) : (
        <ol className="stack" style={{ listStyle: 'none', padding: 0, gap: 20 }}>{rows.map((row) => <li key={row.id}><Case row={row} onWithdraw={() => setTaken(row)} /></li>)}</ol>
      )}
      <MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      {taken && <WithdrawSheet row={taken} onClose={() => setTaken(null)} />}
    </main>
  );
}

function Case({ row, onWithdraw }: { readonly row: Row; readonly onWithdraw: () => void }) {
  return (
    <article style={{ maxWidth: 860 }}>
      <h2 style={{ marginBottom: 2 }}>{row.title}</h2>
      <p className="second">{row.requesterName}使用{row.providerName}“{row.entryName}”，办理 {row.matters} 件，免交证明 {row.papers} 份</p>
      <p className="pre">{row.text}</p>
      <p className="meta">{row.orgName} {row.onDay} 推广{row.mine && <>　<button type="button" className="plain-button" onClick={onWithdraw}>撤下…<span className="hidden-text">{row.title}</span></button></>}</p>
    </article>
  );
}

const reasonField: readonly Field[] = [{ name: 'reason', label: '撤下的原因', required: true, kind: 'area' }];

function WithdrawSheet({ row, onClose }: { readonly row: Row; readonly onClose: () => void }) {
  const [values, setValues] = useState<Values>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    const wrong = missing(reasonField, values);
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      await api.post(`/usage/typical/${row.region}/${row.id}/withdraw`, stated(reasonField, values));
      refreshAll();
      onClose();
    } catch (thrown) { setFailure(thrown); }
    setBusy(false);
  };
  return (
    <Sheet middle title={`撤下“${row.title}”`} onClose={onClose} foot={<><Button type="primary" loading={busy} onClick={() => void send()}>撤下</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} onRetry={() => void send()} />}
      <Fields fields={reasonField} values={values} errors={errors} set={(name, value) => setValues({ ...values, [name]: value })} prefix="withdraw" />
    </Sheet>
  );
}

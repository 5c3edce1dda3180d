import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import type { RowPage, RowView } from '../../processes/correction/contract.ts';
import { Select } from '../kit/fields.tsx';
import { count } from '../kit/formats.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../kit/table.tsx';
import { Tag } from '../kit/tag.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { AddRow } from './add-row.tsx';
import { AnswerRow, RestSheet } from './answer-row.tsx';
import { FileBar } from './file-bar.tsx';
import { keyText, ownOf } from './shapes.ts';

type Open = { readonly what: 'add' } | { readonly what: 'rest' } | { readonly what: 'answer'; readonly row: RowView };
const outcomes = [{ value: 'open', zh: '尚未核实' }, { value: 'upheld', zh: '属实' }, { value: 'rejected', zh: '不属实' }];

/** The records: drawn up while it is a draft, answered by the provider, read by the others as far as it concerns them. */
export function Rows({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  const [filter, setFilter] = useState({ outcome: '', key: '', mine: '' });
  const [open, setOpen] = useState<Open | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['correction-rows', view.ref, view.version, filter], initialPageParam: 0, placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<RowPage>(`/correction/${view.ref}/rows`, { outcome: filter.outcome || null, key: filter.key || null, mine: filter.mine || null, after: pageParam, size: 50 }, { signal }),
    getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const [first] = list.data?.pages ?? [];
  const close = () => setOpen(null);
  return (
    <section>
      <div className="section-head"><h2>记录</h2><span className="second">{first?.shows === 'masked' ? `作为主管部门查阅，内容只显示首尾${own.receipt ? '；本部门取得过的，显示授权范围内的值' : ''}` : first?.shows === 'received' ? '只显示本部门取得过的记录，和授权范围内的值' : own.rule && own.side === 'requester' ? '由平台按质量规则找出，内容只有提供部门能看到' : '每次查阅都记入日志'}</span></div>
      {own.mayEdit && <FileBar view={view} what="rows"><Button onClick={() => setOpen({ what: 'add' })}>逐条添加…</Button></FileBar>}
      {own.mayAnswer && <FileBar view={view} what="answers"><Answering view={view} onRest={() => setOpen({ what: 'rest' })} /></FileBar>}
      {!own.mayEdit && own.side !== 'receiver' && <div className="filters no-print">
        <span style={{ width: 140 }}><Select label="核实结果" value={filter.outcome} empty="全部结果" options={outcomes} onChange={(outcome) => setFilter({ ...filter, outcome })} /></span>
        {own.side === 'authority' && own.receipt && <span style={{ width: 160 }}><Select label="范围" value={filter.mine} empty="全部记录" options={[{ value: 'true', zh: '本部门取得过的' }]} onChange={(mine) => setFilter({ ...filter, mine })} /></span>}
        <KeyBox names={first?.keys ?? []} onFind={(key) => setFilter({ ...filter, key })} />
      </div>}
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !first ? <Loading /> : (
        <GovTable id="correction.rows" caption="校核的记录" columns={columnsFor(view, first, (row) => setOpen({ what: 'answer', row }))} rows={rows} rowKey={(row) => String(row.n)} total={`共 ${count(own.rows)} 条`}
          {...(own.side === 'receiver' || view.state === 'draft' ? {} : { onExport: () => location.assign(`/api/correction/${view.ref}/rows/export`) })}
          empty={<EmptyState title={filter.outcome || filter.key || filter.mine ? '没有符合筛选的记录' : '还没有列出记录'}>{own.mayEdit && <p>逐条添加，或者下载模板填写后上传，一件至多 100,000 条。</p>}</EmptyState>}
          more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />
      )}
      {open?.what === 'add' && <AddRow view={view} onClose={close} />}
      {open?.what === 'rest' && <RestSheet view={view} onClose={close} />}
      {open?.what === 'answer' && <AnswerRow view={view} row={open.row} onClose={close} />}
    </section>
  );
}

function columnsFor(view: CaseView, page: RowPage, onAnswer: (row: RowView) => void): Column<RowView>[] {
  const own = ownOf(view);
  const inside = page.shows !== 'received';
  const all: (Column<RowView> | false)[] = [
    { key: 'n', title: '序号', width: 60, cell: (row) => row.n },
    { key: 'key', title: page.keys.join('、') || '记录', cell: (row) => <span className="keep">{keyText(row)}</span> },
    { key: 'item', title: '数据项', width: 130, cell: (row) => <>{row.itemName ?? '整条记录'}{row.kind !== 'value' && <div className="meta">{row.kindZh}</div>}</> },
    inside && { key: 'seen', title: '所见值', optional: true, cell: (row) => (row.kind === 'value' ? valueOf(row.seen, row.own) : '—') },
    inside && { key: 'expected', title: '应为值', optional: true, cell: (row) => <>{row.expected || '—'}{row.note && <div className="meta">{row.note}</div>}</> },
    view.state !== 'draft' && { key: 'answer', title: inside ? '核实结果' : '更正后的值', cell: (row) => (inside ? <Answer row={row} /> : row.now ?? '不在授权范围内') },
    own.mayEdit && { key: 'drop', title: '删去', headHidden: true, align: 'right', width: 80, cell: (row) => <DropRow view={view} row={row} /> },
    own.mayAnswer && { key: 'act', title: '填写', headHidden: true, align: 'right', width: 96, cell: (row) => <Button size="small" onClick={() => onAnswer(row)}>{row.answer ? '改结果' : '填结果'}<span className="hidden-text">，第 {row.n} 条</span></Button> },
  ];
  return all.filter((column): column is Column<RowView> => column !== false);
}

const valueOf = (text: string | null, own: boolean) => (text === null ? (own ? '—' : '不予显示') : text === '' ? '（空）' : text);

function Answer({ row }: { readonly row: RowView }) {
  if (row.answer === null) return <>{row.former ? <div className="meta">原结果 {row.former}</div> : <span className="second">尚未核实</span>}</>;
  return <><Tag tone={row.answer === 'upheld' ? 'ok' : 'plain'}>{row.answerZh ?? ''}</Tag>{row.now && <div className="meta">更正为 {row.now}</div>}{row.reason && <div className="meta">{row.reason}</div>}{row.lookedZh && <div className="meta">{row.lookedZh}</div>}</>;
}

function DropRow({ view, row }: { readonly view: CaseView; readonly row: RowView }) {
  const drop = async () => { await api.delete(`/correction/${view.ref}/rows/${row.n}`); refreshAll(); };
  return <button type="button" className="plain-button" onClick={() => void drop()}>删去<span className="hidden-text">第 {row.n} 条</span></button>;
}

/** What answers many at once, and what looks whether they are put right. */
function Answering({ view, onRest }: { readonly view: CaseView; readonly onRest: () => void }) {
  const own = ownOf(view);
  const [failure, setFailure] = useState<unknown>(null);
  const look = async () => { setFailure(null); try { await api.post(`/correction/${view.ref}/look`, {}); refreshAll(); } catch (thrown) { setFailure(thrown); } };
  return (
    <>
      <Button onClick={onRest} disabled={own.rows === own.upheld + own.rejected}>其余同一结果…</Button>
      {own.bound && own.upheld > 0 && <Button onClick={() => void look()} disabled={own.look?.running === true}>核对更正情况</Button>}
      {failure !== null && <ErrorState error={failure} />}
    </>
  );
}

function KeyBox({ names, onFind }: { readonly names: readonly string[]; readonly onFind: (key: string) => void }) {
  const [text, setText] = useState('');
  return (
    <form className="row" onSubmit={(event) => { event.preventDefault(); onFind(text.trim()); }}>
      <Input value={text} onChange={(event) => setText(event.target.value)} placeholder={`完整的${names.join('、') || '标识'}`} aria-label="按标识查找" maxLength={200} style={{ width: 260 }} allowClear />
      <Button htmlType="submit">查找</Button>
    </form>
  );
}

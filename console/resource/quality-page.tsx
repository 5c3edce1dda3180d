import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { FailuresView, QualityView, ResultView, RunPage } from '../../processes/resource/quality/contract.ts';
import { FieldBox, Select } from '../kit/fields.tsx';
import { count, moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { RateLine } from '../kit/rate-line.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { MoreRows } from '../kit/table.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { holds, useSession } from '../shell/session.ts';
import { RulesSheet } from './quality-rules.tsx';

const rateZh = (rate: number | null): string => (rate === null ? '—' : `${(Math.floor(rate * 1_000) / 10).toFixed(1)}%`);
const verdicts = { holds: ['ok', '符合'], fails: ['red', '不符合'], unknown: ['near', '未能检查'] } as const;

/** 数据质量 of one entry: its rules, the last run with a result for each, the runs before, and the provider's limits. */
export function QualityPage() {
  const { region, entry } = useParams({ strict: false }) as { region: string; entry: string };
  const base = `/resources/quality/${region}/${entry}`;
  const heading = usePage('数据质量');
  const session = useSession();
  const [sheet, setSheet] = useState<'rules' | 'plan' | { readonly failures: ResultView } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { data, error, refetch } = useQuery({ queryKey: ['quality', region, entry], queryFn: ({ signal }) => api.get<QualityView>(base, {}, { signal }) });
  const act = async (path: string, body: object) => { setFailure(null); try { await api.post(base + path, body); } catch (thrown) { setFailure(thrown); } refreshAll(); };
  if (error && !data) return <main id="main" className="page"><ErrorState page error={error} onRetry={() => void refetch()} /></main>;
  if (!data) return <main id="main" className="page"><Loading /></main>;
  const { running, last } = data;
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>数据质量</h1><Link to="/catalog/$region/$entry" params={{ region, entry }}>{data.name}</Link><ArticleTag>第十八条</ArticleTag>
        <span className="end no-print">
          {holds(session, 'cataloguer') && <Button onClick={() => setSheet('rules')}>设定规则…</Button>}
          {holds(session, 'operator') && data.resource && <Button onClick={() => setSheet('plan')}>检查时段与限度…</Button>}
          {data.resource && data.rules.length > 0 && !running && holds(session, 'cataloguer') && <Button type="primary" onClick={() => void act('/runs', {})}>排队检查</Button>}
          {data.resource && data.rules.length > 0 && !running?.atOnce && holds(session, 'operator') && <Button type="primary" onClick={() => void act('/runs', { atOnce: true })}>立即检查</Button>}
        </span></div>
      {failure !== null && <ErrorState error={failure} />}
      {!data.resource && <p className="notice near">这个目录还没有挂接数据资源，规则可以先设定，挂接后才能检查。</p>}
      <p className="second" style={{ marginBottom: 14 }}>{data.plan.setAt === null ? '交换运维尚未设定检查时段，不会自动检查；排队的检查也要等设定后才进行。' : `每日 ${data.plan.hourFrom} 时至 ${data.plan.hourTo} 时可查，${data.plan.byItself ? `每 ${data.plan.everyDays} 日自动检查一次` : '不自动检查'}。`}</p>
      {running && <section className="notice acc"><p><b>{running.stateZh}</b>，已查 {count(running.checked)} 条{running.fault ? `：${running.fault}` : ''}　{holds(session, 'cataloguer', 'operator') && <Button size="small" onClick={() => void act(`/runs/${running.id}/stop`, {})}>停止</Button>}</p></section>}
      {data.rules.length === 0 ? <EmptyState title="还没有质量规则"><p>规则由编目员按数据项设定：必填、取值范围、代码集、格式、唯一、项间关系、先后关系、时效。</p></EmptyState>
        : last ? <Results last={last} base={base} may={holds(session, 'cataloguer')} onShow={(result) => setSheet({ failures: result })} />
          : <section><div className="section-head"><h2>规则</h2><span className="second">{data.rules.length} 条，尚未检查</span></div><ul className="links-list">{data.rules.map((one) => <li key={one.rule.id}>{one.zh}　<span className="second">{one.kindZh}{one.stands ? '' : '，数据项没有挂接'}</span></li>)}</ul></section>}
      {data.resource && <Runs base={base} />}
      {sheet === 'rules' && <RulesSheet base={base} view={data} onClose={() => setSheet(null)} />}
      {sheet === 'plan' && <PlanSheet base={base} view={data} onClose={() => setSheet(null)} />}
      {sheet && typeof sheet === 'object' && <FailuresSheet base={base} result={sheet.failures} onClose={() => setSheet(null)} />}
    </main>
  );
}

function Results({ last, base, may, onShow }: { readonly last: NonNullable<QualityView['last']>; readonly base: string; readonly may: boolean; readonly onShow: (result: ResultView) => void }) {
  return (
    <section>
      <div className="section-head"><h2>最近一次检查</h2><span className="second">{moment(last.endedAt)}，查 {count(last.checked)} 条{last.partial ? '（表没有主键索引，只查到限度为止）' : ''}，合格率 {rateZh(last.rate)}</span><span className="end no-print"><button type="button" className="plain-button" onClick={() => location.assign(`/api${base}/runs/${last.id}/export`)}>导出</button></span></div>
      <div className="table-scroll"><table className="gov"><caption className="hidden-text">规则与结果</caption>
        <thead><tr><th scope="col">规则</th><th scope="col">类型</th><th scope="col" className="num">检查</th><th scope="col" className="num">不合格</th><th scope="col" className="num">合格率</th><th scope="col">结论</th>{may && <th scope="col" className="num">办理</th>}</tr></thead>
        <tbody>{last.results.map((one) => (
          <tr key={one.rule}><th scope="row">{one.zh}{one.why && <div className="meta">{one.why}</div>}</th><td>{one.kindZh}</td><td className="num">{count(one.checked)}</td><td className="num">{count(one.failed)}</td><td className="num">{rateZh(one.rate)}</td>
            <td>{one.verdict && <Tag tone={verdicts[one.verdict][0]}>{verdicts[one.verdict][1]}</Tag>}{one.since && <div className="meta">自 {one.since}</div>}</td>
            {may && <td className="num">{one.failed > 0 && <Button size="small" onClick={() => onShow(one)}>看记录<span className="hidden-text">{one.zh}</span></Button>}</td>}</tr>
        ))}</tbody></table></div>
    </section>
  );
}

function Runs({ base }: { readonly base: string }) {
  const list = useInfiniteQuery({ queryKey: ['quality-runs', base], initialPageParam: '', queryFn: ({ pageParam, signal }) => api.get<z.infer<typeof RunPage>>(`${base}/runs`, { after: pageParam, size: 20 }, { signal }), getNextPageParam: (page) => page.after ?? undefined });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  if (rows.length === 0) return null;
  const measured = rows.flatMap((run) => (run.rate === null ? [] : [{ label: moment(run.endedAt ?? run.askedAt).slice(5), rate: run.rate }])).reverse();
  return (
    <section style={{ marginTop: 22 }}><div className="section-head"><h2>历次检查</h2></div>
      <RateLine caption="历次合格率" points={measured} />
      <table className="gov dense"><caption className="hidden-text">历次检查</caption><thead><tr><th scope="col">时间</th><th scope="col">发起</th><th scope="col">状态</th><th scope="col" className="num">条数</th><th scope="col" className="num">合格率</th><th scope="col" className="num">不符合</th></tr></thead>
        <tbody>{rows.map((run) => <tr key={run.id}><th scope="row">{moment(run.endedAt ?? run.askedAt)}</th><td>{run.askedBy ?? '自动'}</td><td>{run.stateZh}{run.fault && <div className="meta">{run.fault}</div>}</td><td className="num">{count(run.checked)}</td><td className="num">{rateZh(run.rate)}</td><td className="num">{run.failing ?? '—'}</td></tr>)}</tbody></table>
      <MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </section>
  );
}

/** Records that fail, read from the department's own database for this look alone. */
function FailuresSheet({ base, result, onClose }: { readonly base: string; readonly result: ResultView; readonly onClose: () => void }) {
  const { data, error } = useQuery({ queryKey: ['failures', base, result.rule], gcTime: 0, retry: false, queryFn: ({ signal }) => api.get<z.infer<typeof FailuresView>>(`${base}/failures/${result.rule}`, {}, { signal }) });
  return (
    <Sheet title="不合格的记录" lead={<p className="second">{result.zh}</p>} onClose={onClose}>
      <p className="second">现在从本部门数据库读出，平台不留存；本次查看已记入日志。</p>
      {error ? <ErrorState error={error} /> : !data ? <Loading /> : data.rows.length === 0 ? <p>现在没有不合格的记录。</p> : (
        <div className="table-scroll" tabIndex={0} role="group" aria-label="不合格的记录，可滚动"><table className="gov dense"><caption className="hidden-text">不合格的记录</caption><thead><tr>{data.columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
          <tbody>{data.rows.map((row, n) => <tr key={n}>{row.map((value, at) => <td key={at}>{value ?? '（空）'}</td>)}</tr>)}</tbody></table></div>
      )}
      {data?.more && <p className="second">只显示前 {data.rows.length} 条。</p>}
    </Sheet>
  );
}

const limits = [['everyDays', '每几日检查一次', '1 至 92'], ['pageRows', '每次读取的记录数', '100 至 20000'], ['boundRows', '没有主键索引时最多查多少条', '1000 至 2000000'], ['statementMs', '单条查询限时（毫秒）', '500 至 60000'], ['pauseMs', '两次读取之间停顿（毫秒）', '0 至 10000']] as const;

/** What the operator lets a run ask of the database, and when. */
function PlanSheet({ base, view, onClose }: { readonly base: string; readonly view: QualityView; readonly onClose: () => void }) {
  const { nextAt: _next, setAt: _set, ...was } = view.plan;
  const [plan, setPlan] = useState<Record<string, number | boolean>>(was);
  const [failure, setFailure] = useState<unknown>(null);
  const send = async () => { setFailure(null); try { await api.put(`${base}/plan`, plan); refreshAll(); onClose(); } catch (thrown) { setFailure(thrown); } };
  const hours = Array.from({ length: 25 }, (_, n) => ({ value: String(n), zh: `${n} 时` }));
  return (
    <Sheet title="检查时段与限度" lead={<p className="second">{view.name}</p>} onClose={onClose} foot={<><Button type="primary" onClick={() => void send()}>保存</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      <label className="check"><input type="checkbox" checked={plan['byItself'] === true} onChange={(e) => setPlan({ ...plan, byItself: e.target.checked })} /><span>到时段自动检查</span></label>
      <div className="two"><FieldBox id="plan-from" label="自" required><Select id="plan-from" value={String(plan['hourFrom'])} options={hours.slice(0, 24)} onChange={(v) => setPlan({ ...plan, hourFrom: Number(v) })} /></FieldBox><FieldBox id="plan-to" label="至" hint="早于起的，算作次日" required><Select id="plan-to" value={String(plan['hourTo'])} options={hours} onChange={(v) => setPlan({ ...plan, hourTo: Number(v) })} /></FieldBox></div>
      {limits.map(([name, label, hint]) => <FieldBox key={name} id={`plan-${name}`} label={label} hint={hint} required><Input id={`plan-${name}`} inputMode="numeric" style={{ width: 160 }} value={String(plan[name] ?? '')} maxLength={7} onChange={(e) => setPlan({ ...plan, [name]: Number(e.target.value.replace(/[^\d]/g, '')) })} /></FieldBox>)}
    </Sheet>
  );
}

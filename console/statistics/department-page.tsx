import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { dayAt } from '../../law/machine-time.ts';
import type { Statistics } from '../../processes/supervision/statistics/contract.ts';
import { Bars } from '../kit/bars.tsx';
import { DayInput } from '../kit/fields.tsx';
import { count, percent } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { ArticleTag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { holds, useSession } from '../shell/session.ts';

/** Days of the machine's calendar, for a first period; the reader may set any other. */
const spans = [['近 30 日', 29], ['近 90 日', 89], ['近一年', 364]] as const;

/** 本部门统计: what was provided and asked for between two days, beside the period before. */
export function DepartmentStatisticsPage() {
  const heading = usePage('本部门统计');
  const session = useSession();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { from?: string; to?: string };
  const today = [session.today.legal, dayAt(Date.now())].sort().at(-1) ?? '';
  const period = { from: search.from ?? dayAt(Date.parse(today) - 29 * 86_400_000), to: search.to ?? today };
  const go = (next: { from?: string; to?: string }) => void navigate({ to: '/statistics', search: { ...period, ...next } as never });
  const { data, error, refetch } = useQuery({ queryKey: ['statistics', period], queryFn: ({ signal }) => api.get<Statistics>('/statistics/department', period, { signal }) });
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>本部门统计</h1><span className="second">{session.actor.orgName}</span><ArticleTag>第三十八条第二款</ArticleTag>
        <span className="end no-print"><Button onClick={() => location.assign(`/api/statistics/department/export?from=${period.from}&to=${period.to}`)}>导出</Button><Button onClick={() => window.print()}>打印</Button></span></div>
      <div className="filters no-print"><div className="pills" role="group" aria-label="时段">{spans.map(([zh, days]) => <button key={zh} type="button" aria-pressed={period.to === today && period.from === dayAt(Date.parse(today) - days * 86_400_000)} onClick={() => go({ from: dayAt(Date.parse(today) - days * 86_400_000), to: today })}>{zh}</button>)}</div>
        <DayInput label="自" value={period.from} onChange={(from) => go({ from })} /> 至 <DayInput label="至" value={period.to} onChange={(to) => go({ to })} /></div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Loading /> : <Body it={data} clerk={holds(session, 'clerk', 'head', 'chief')} />}
    </main>
  );
}

function Body({ it, clerk }: { readonly it: Statistics; readonly clerk: boolean }) {
  const { now, before } = it;
  return (
    <div className="stack" style={{ gap: 22 }}>
      <p className="second">{now.from} 至 {now.to}，与上一时段（{before.from} 至 {before.to}）相比</p>
      {clerk && <Applications it={it} />}
      {clerk && (
        <Section title="服务调用" note={`成功率 ${percent(now.calls.calls, now.calls.calls + now.calls.failed)}，上一时段 ${percent(before.calls.calls, before.calls.calls + before.calls.failed)}`}>
          <p className="second">成功 {count(now.calls.calls)} 次（上一时段 {count(before.calls.calls)}），失败 {count(now.calls.failed)} 次，被拒 {count(now.calls.refused)} 次，其中公告维护时段内 {count(now.calls.maintenance)} 次。{now.calls.p50 !== null && `半数在 ${shown(now.calls.p50)} 毫秒内答复，九成五在 ${shown(now.calls.p95)} 毫秒内。`}</p>
          {it.days.length > 0 && <Bars bars={it.days.map((day) => ({ label: day.on, value: day.calls, bad: day.failed }))} caption="每日调用" unit="次" badZh="失败" />}
          <table className="gov dense"><caption className="hidden-text">按使用部门</caption><thead><tr><th scope="col">使用部门</th><th scope="col" className="num">授权</th><th scope="col" className="num">成功调用</th><th scope="col" className="num">失败</th></tr></thead>
            <tbody>{it.byRequester.map((row) => <tr key={row.org}><th scope="row">{row.name}</th><td className="num">{count(row.grants)}</td><td className="num">{count(row.calls)}</td><td className="num">{count(row.failed)}</td></tr>)}</tbody></table>
          {it.byRequester.length === 0 && <p className="second">还没有部门取得本部门的数据。</p>}
        </Section>
      )}
      {clerk && <Section title="授权"><table className="gov dense"><caption className="hidden-text">授权</caption><thead><tr><th scope="col">状态</th><th scope="col" className="num">本部门提供</th><th scope="col" className="num">本部门使用</th></tr></thead>
        <tbody>{it.grants.map((row) => <tr key={row.state}><th scope="row">{row.zh}</th><td className="num">{count(row.provided)}</td><td className="num">{count(row.requested)}</td></tr>)}</tbody></table></Section>}
      <Section title="目录" note={`已发布 ${count(it.catalogue.published)} 项`}>
        <p>无条件共享 {count(it.catalogue.unconditional)}，有条件共享 {count(it.catalogue.conditional)}，不予共享 {count(it.catalogue.notShared)}。超过更新周期未再发布的 {count(it.catalogue.overdue)} 项。</p>
      </Section>
      <Section title="数据质量" note={`已检查 ${count(it.catalogue.measured)} 项，有规则不符合的 ${count(it.catalogue.failing)} 项`}>
        {it.quality.length === 0 ? <p className="second">这段时间没有做过质量检查。</p> : (
          <table className="gov dense"><caption className="hidden-text">质量检查</caption><thead><tr><th scope="col">日期</th><th scope="col" className="num">合格率</th><th scope="col" className="num">不符合的规则</th></tr></thead>
            <tbody>{it.quality.map((run, n) => <tr key={n}><th scope="row">{run.on}</th><td className="num">{run.rate === null ? '—' : `${(run.rate * 100).toFixed(1)}%`}</td><td className="num">{count(run.failing)}</td></tr>)}</tbody></table>
        )}
      </Section>
    </div>
  );
}

const shown = (value: number | null): string => (value === null ? '—' : count(value));
const rows = [['received', '收到'], ['granted', '同意'], ['refused', '不同意'], ['withdrawn', '撤回'], ['onTime', '按期答复'], ['late', '超期答复'], ['asked', '告知补正'], ['extended', '延期'], ['medianDays', '中位用时，工作日'], ['open', '现未办结']] as const;

function Applications({ it }: { readonly it: Statistics }) {
  const { provided, requested } = it.now;
  return (
    <Section title="共享申请" note={`作为提供部门按期答复率 ${percent(provided.onTime, provided.onTime + provided.late)}`}>
      <table className="gov dense"><caption className="hidden-text">共享申请</caption>
        <thead><tr><th scope="col">指标</th><th scope="col" className="num">作为提供部门</th><th scope="col" className="num">上一时段</th><th scope="col" className="num">作为需求部门</th><th scope="col" className="num">上一时段</th></tr></thead>
        <tbody>{rows.map(([name, zh]) => <tr key={name}><th scope="row">{zh}</th><td className="num">{shown(provided[name])}</td><td className="num">{name === 'open' ? '—' : shown(it.before.provided[name])}</td><td className="num">{shown(requested[name])}</td><td className="num">{name === 'open' ? '—' : shown(it.before.requested[name])}</td></tr>)}</tbody></table>
      {it.months.length > 1 && <Bars bars={it.months.map((month) => ({ label: month.month, value: month.received, bad: month.late }))} caption="每月收到的申请" unit="件" badZh="超期答复" />}
    </Section>
  );
}

function Section({ title, note, children }: { readonly title: string; readonly note?: string; readonly children: ReactNode }) {
  return <section><div className="section-head"><h2>{title}</h2>{note && <span className="second">{note}</span>}</div><div className="stack" style={{ gap: 10 }}>{children}</div></section>;
}

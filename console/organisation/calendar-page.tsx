import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import { localHolidayRule } from '../../law/local-holidays.ts';
import { isWithin, NATION } from '../../law/region-code.ts';
import type { CalendarView } from '../../processes/organisation/contract.ts';
import { Area } from '../kit/area.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { FieldBox, Select } from '../kit/fields.tsx';
import { moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { Tag } from '../kit/tag.tsx';
import { useTyped } from '../kit/typed.ts';
import { api, refreshAll } from '../shell/api.ts';
import { AfterConfirm } from '../shell/account-page.tsx';
import { holds, useSession } from '../shell/session.ts';
import './calendar.css';

type View = z.infer<typeof CalendarView>;

/** 工作日历: every day of a year as the clocks count it, and the notices it rests on. */
export function CalendarPage() {
  const session = useSession();
  const search = useSearch({ strict: false }) as { year?: string };
  const navigate = useNavigate();
  const heading = usePage('工作日历');
  const year = search.year ?? session.today.legal.slice(0, 4);
  const { data, error, refetch } = useQuery({ queryKey: ['calendar', year], queryFn: ({ signal }) => api.get<View>('/calendar', { year }, { signal }) });
  const [sheet, setSheet] = useState<'new' | View['notices'][number] | null>(null);
  const years = data ? Array.from({ length: data.lastYear - 2006 }, (_, n) => String(data.lastYear - n)) : [year];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>工作日历</h1><span className="second">{session.platform.regionName}　依国务院办公厅节假日安排</span>
        <span className="end"><span style={{ width: 110 }}><Select label="年份" value={year} options={[...new Set([year, ...years])].map((y) => ({ value: y, zh: `${y} 年` }))} onChange={(y) => void navigate({ to: '/calendar', search: { year: y } as never })} /></span>{holds(session, 'reviewer') && <Button type="primary" onClick={() => setSheet('new')}>录入放假安排…</Button>}</span></div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Loading /> : (
        <>
          <p className="row second" style={{ marginBottom: 10 }}>工作日 {data.days.filter((d) => d.kind !== 'rest').length} 日，其中调休上班 {data.days.filter((d) => d.kind === 'make-up').length} 日　<span className="cal-key rest">休</span>休息日 <span className="cal-key make-up">班</span>调休上班</p>
          <div className="cal">{Array.from({ length: 12 }, (_, m) => <Month key={m} month={m + 1} days={data.days.filter((d) => Number(d.date.slice(5, 7)) === m + 1)} today={session.today.legal} />)}</div>
          <section style={{ marginTop: 24 }}>
            <div className="section-head"><h2>放假安排</h2><span className="second">末尾一年 12 月 27 日以后的截止日标“暂定”，新安排签发后重算</span></div>
            <table className="gov"><caption className="hidden-text">放假安排</caption><thead><tr><th scope="col">年份</th><th scope="col">地区</th><th scope="col">版本</th><th scope="col">来源</th><th scope="col">状态</th><th scope="col" className="num">办理</th></tr></thead>
              <tbody>{data.notices.filter((n) => String(n.year) === year || !n.inForce).map((n) => (
                <tr key={`${n.region}${n.year}${n.version}`}><th scope="row">{n.year}</th><td>{n.regionName}</td><td>{n.version}</td><td className="second">{sourceZh(n)}</td><td>{n.inForce ? <Tag tone="ok">现行</Tag> : n.signedAt ? <Tag tone="chip">已被新版替代</Tag> : <Tag tone="near">待签发</Tag>}{n.signedAt && <div className="meta">{moment(n.signedAt)}</div>}</td>
                  <td className="num">{!n.signedAt && !n.builtIn && holds(session, 'lead') && <Button size="small" type="primary" onClick={() => setSheet(n)}>签发…</Button>}</td></tr>
              ))}</tbody></table>
          </section>
        </>
      )}
      {sheet === 'new' && <NoticeSheet onClose={() => setSheet(null)} />}
      {sheet !== null && sheet !== 'new' && <SignSheet notice={sheet} onClose={() => setSheet(null)} />}
    </main>
  );
}

function Month({ month, days, today }: { readonly month: number; readonly days: View['days']; readonly today: string }) {
  const first = days[0];
  const lead = first ? (new Date(`${first.date}T00:00:00Z`).getUTCDay() + 6) % 7 : 0;
  return (
    <section aria-label={`${month} 月`}><h3>{month} 月</h3>
      <ol className="cal-month">
        {'一二三四五六日'.split('').map((w) => <li key={w} className="cal-head" aria-hidden="true">{w}</li>)}
        {Array.from({ length: lead }, (_, n) => <li key={`e${n}`} aria-hidden="true" />)}
        {days.map((d) => <li key={d.date} className={`${d.kind}${d.date === today ? ' today' : ''}`} title={d.name ?? undefined}><span aria-hidden="true">{Number(d.date.slice(8))}</span><span className="hidden-text">{d.date} {d.kind === 'rest' ? d.name ?? '休息日' : d.kind === 'make-up' ? '调休上班' : '工作日'}</span></li>)}
      </ol>
    </section>
  );
}

const sourceZh = ({ sources, basis }: View['notices'][number]) => [...sources, ...(basis === null ? [] : [`依据：${basis}`])].join('；');

/** One line a day: `2027-10-01 休 国庆节`. The lead signs what the reviewer entered; nobody signs his own. */
function NoticeSheet({ onClose }: { readonly onClose: () => void }) {
  const { platform, actor } = useSession();
  const own = actor.region;
  const regions = [...(isWithin(platform.region, own) ? [{ value: NATION, zh: '全国：国务院办公厅节假日安排' }] : []), { value: own, zh: `${own === platform.region ? platform.regionName : '本地区'}：少数民族习惯的节日` }];
  const typed = useTyped({ kind: 'form', form: 'holiday-notice', about: own }, { region: regions[0]?.value ?? own, year: '', version: '1', source: '', basis: '', text: '' });
  const { region, year, version, source, basis, text } = typed.value;
  const local = region !== NATION;
  const [failure, setFailure] = useState<unknown>(null);
  const days = text.split(/\r?\n/).map((l) => /^(\d{4}-\d{2}-\d{2})\s+(休|班)\s*(.*)$/.exec(l.trim())).filter((m): m is RegExpExecArray => m !== null).map((m) => ({ date: m[1] ?? '', rest: m[2] === '休', name: (m[3] ?? '').trim() || (m[2] === '休' ? '放假' : '调休上班') }));
  const lines = text.split(/\r?\n/).filter((l) => l.trim() !== '').length;
  const send = async () => {
    setFailure(null);
    try {
      await typed.flush();
      await api.post('/calendar/notices', { region, year: Number(year), version: Number(version), sources: [source.trim()], ...(local ? { basis: basis.trim() } : {}), days }, { headers: typed.headers });
      typed.sent();
      refreshAll();
      onClose();
    } catch (thrown) { setFailure(thrown); }
  };
  return (
    <Sheet title="录入放假安排" onClose={onClose} foot={<><Button type="primary" disabled={days.length === 0 || days.length !== lines || !/^\d{4}$/.test(year) || source.trim() === '' || (local && basis.trim() === '')} onClick={() => void send()}>报负责人签发</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      <Restored typed={typed} />
      <FieldBox id="notice-region" label="适用" required><Select id="notice-region" value={region} options={regions} onChange={(next) => typed.change({ region: next })} /></FieldBox>
      <div className="two"><FieldBox id="notice-year" label="年份" required><Input id="notice-year" value={year} maxLength={4} inputMode="numeric" onChange={(e) => typed.change({ year: e.target.value })} /></FieldBox><FieldBox id="notice-version" label="版本" required><Input id="notice-version" value={version} maxLength={2} inputMode="numeric" onChange={(e) => typed.change({ version: e.target.value })} /></FieldBox></div>
      <FieldBox id="notice-source" label="来源" hint="通知名称与文号。" required><Input id="notice-source" value={source} maxLength={300} onChange={(e) => typed.change({ source: e.target.value })} /></FieldBox>
      {local && <FieldBox id="notice-basis" label="依据" hint={`${localHolidayRule}。写明当地人民政府规定的名称和条款。`} required><Input id="notice-basis" value={basis} maxLength={300} onChange={(e) => typed.change({ basis: e.target.value })} /></FieldBox>}
      <FieldBox id="notice-days" label="日期" hint="一行一日：2027-10-01 休 国庆节；调休上班写 2027-10-09 班。周末以外的平常日不写。" required error={lines > days.length ? `有 ${lines - days.length} 行不合格式` : undefined}><Area id="notice-days" value={text} autoSize={{ minRows: 8, maxRows: 24 }} onChange={(e) => typed.change({ text: e.target.value })} /></FieldBox>
      <p className="second">已识别 {days.length} 日。</p>
    </Sheet>
  );
}

function SignSheet({ notice, onClose }: { readonly notice: View['notices'][number]; readonly onClose: () => void }) {
  const [done, setDone] = useState<number | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const sign = () => void api.post<{ recomputed: number }>(`/calendar/notices/${notice.region}/${notice.year}/${notice.version}/sign`).then((r) => { setDone(r.recomputed); refreshAll(); }, setFailure);
  return (
    <Sheet title={`签发 ${notice.year} 年放假安排`} onClose={onClose}>
      <p className="second">{notice.regionName}　{sourceZh(notice)}</p>
      <ul className="cal-list">{notice.days.map((d) => <li key={d.date}>{d.date} {d.rest ? '休' : '班'} {d.name}</li>)}</ul>
      {failure !== null && <ErrorState error={failure} />}
      {done !== null ? <p className="notice ok" role="status">已签发，重算时限 {done} 个。</p> : <AfterConfirm><Button type="primary" onClick={sign}>签发并重算时限</Button></AfterConfirm>}
    </Sheet>
  );
}

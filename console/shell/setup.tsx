import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { RegionList, SetupAnswer, SetupView } from '../../processes/organisation/contract.ts';
import { copyText } from '../kit/clipboard.ts';
import { ErrorSummary, FieldBox, Select } from '../kit/fields.tsx';
import { moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { LawNote } from '../kit/law-note.tsx';
import { tellRefusal } from '../kit/refusal.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { api } from './api.ts';
import { Outside, StepLine } from './outside.tsx';

type View = z.infer<typeof SetupView>;
type Answer = z.infer<typeof SetupAnswer>;
interface Draft { region: string; regionName: string; name: string; code: string; orgName: string; shortName: string; own: boolean; authorityCode: string; authorityName: string; authorityShort: string }
const empty: Draft = { region: '', regionName: '', name: '', code: '', orgName: '', shortName: '', own: true, authorityCode: '', authorityName: '', authorityShort: '' };
const steps = ['行政区划', '主管部门', '三员链接'];

/** 09: whose platform this is; then three links, one for each officer. */
export function SetupPage() {
  const { token } = useParams({ strict: false }) as { token: string };
  const heading = usePage('首次设置');
  const view = useQuery({ queryKey: ['setup', token], queryFn: ({ signal }) => api.get<View>(`/setup/${token}`, {}, { signal }), retry: false, refetchOnWindowFocus: false });
  const [draft, setDraft] = useState<Draft>(empty);
  const [step, setStep] = useState(0);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [busy, setBusy] = useState(false);
  if (view.error) return <Outside name="政务数据共享平台" note="首次设置"><ErrorState page error={view.error} /></Outside>;
  if (!view.data) return <Outside name="政务数据共享平台" note="首次设置"><Loading /></Outside>;
  const known = view.data.done;
  const send = async () => {
    setBusy(true);
    setFailure(null);
    const org = (code: string, name: string, shortName: string) => ({ code, name, shortName: shortName || name });
    const body = known ? {} : { region: draft.region, name: draft.name, operator: org(draft.code, draft.orgName, draft.shortName), ...(draft.own ? {} : { authority: org(draft.authorityCode, draft.authorityName, draft.authorityShort) }) };
    try { setAnswer(await api.post<Answer>(`/setup/${token}`, body)); setStep(2); }
    catch (thrown) {
      tellRefusal(thrown, setErrors, setFailure);
    }
    setBusy(false);
  };
  const forward = () => {
    const wrong: Record<string, string> = {};
    if (step === 0 && !draft.region) wrong['region'] = '请选到本平台所服务的那一级';
    if (step === 0 && draft.name.trim() === '') wrong['name'] = '请填写平台名称';
    if (step === 1 && !/^[0-9A-Z]{18}$/.test(draft.code)) wrong['operator.code'] = '统一社会信用代码为 18 位';
    if (step === 1 && draft.orgName.trim() === '') wrong['operator.name'] = '请填写单位全称';
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    if (step === 0) setStep(1); else void send();
  };
  const at = answer || known ? 2 : step;
  return (
    <Outside name="政务数据共享平台" note="首次设置，只出现一次" aside={<><LawNote basis="8.3" marks={['统筹推进本行政区域内政务数据共享工作']} /><Checks view={view.data} /></>}>
      <h1 ref={heading} tabIndex={-1}>{answer ? '设置完成，请三员到位' : '这个平台属于谁'}</h1>
      <p className="second">{answer ? '这个页面关闭以后，三条链接不再显示。' : `三步，约三分钟。此后的改动都留痕。本链接至 ${moment(view.data.endsAt)} 有效，只认这一个浏览器。`}</p>
      <StepLine steps={steps} at={at} />
      <ErrorSummary errors={errors} idOf={(path) => path.replace('.', '-')} />
      {failure !== null && <ErrorState error={failure} onRetry={() => void send()} />}
      {answer ? <Links answer={answer} /> : (
        <>
          <div className="card">
            {known ? <p>{known.name}（{known.regionName}，{known.orgName}）已经设置，尚缺三员。</p>
              : step === 0 ? <RegionStep draft={draft} set={setDraft} errors={errors} view={view.data} /> : <OrgStep draft={draft} set={setDraft} errors={errors} />}
          </div>
          <div className="row" style={{ marginTop: 16 }}>
            {step > 0 && !known && <Button size="large" onClick={() => setStep(0)}>上一步</Button>}
            <Button type="primary" size="large" loading={busy} onClick={known ? () => void send() : forward}>{known ? '签发三员链接' : step === 0 ? '下一步：主管部门' : '完成设置，签发三员链接'}</Button>
          </div>
        </>
      )}
    </Outside>
  );
}

function Checks({ view }: { readonly view: View }) {
  return (
    <section><h2>自检</h2>
      <ul className="checks">{view.checks.map((c) => <li key={c.zh}><span className={c.ok ? 'ok' : 'no'}>{c.ok ? '✓' : '–'}</span><span>{c.zh}</span><span>{c.text}</span></li>)}</ul>
    </section>
  );
}

interface StepProps { readonly draft: Draft; readonly set: (draft: Draft) => void; readonly errors: Record<string, string> }

function RegionStep({ draft, set, errors, view }: StepProps & { readonly view: View }) {
  const [path, setPath] = useState<readonly string[]>([]);
  const pick = (level: number, code: string, name: string) => {
    const next = [...path.slice(0, level), ...(code ? [code] : [])];
    setPath(next);
    set({ ...draft, region: code || next[next.length - 1] || '', regionName: name, name: draft.name === '' || draft.name === `${draft.regionName}政务数据共享平台` ? `${name}政务数据共享平台` : draft.name });
  };
  return (
    <>
      <FieldBox id="region" label="行政区划" hint="选到本平台所服务的那一级。" required error={errors['region']} group>
        <div className="row" style={{ flexWrap: 'nowrap' }}>{[undefined, ...path].slice(0, 3).map((parent, level) => <RegionLevel key={level + (parent ?? '')} parent={parent} level={level} value={path[level] ?? ''} onPick={pick} />)}</div>
        {draft.region && <p className="second">区划代码 {draft.region}，{draft.regionName}</p>}
      </FieldBox>
      <FieldBox id="name" label="平台名称" hint="显示在页眉、函件与登录页。" required error={errors['name']}><Input id="name" size="large" value={draft.name} maxLength={60} onChange={(e) => set({ ...draft, name: e.target.value })} /></FieldBox>
      <section><h2>日历</h2>
        <ul className="checks">{view.calendar.map((c) => <li key={c.year}><span className={c.known ? 'ok' : ''}>{c.known ? '✓' : '–'}</span><span><b>{c.year} 年</b></span><span>{c.known ? `依国务院办公厅节假日安排，${c.workingDays} 个工作日，调休上班 ${c.makeUpDays} 日` : '通知尚未导入：跨年的截止日标“暂定”，导入后重算'}</span></li>)}</ul>
      </section>
    </>
  );
}

const levelZh = ['省级', '市级', '县级'];
function RegionLevel({ parent, level, value, onPick }: { readonly parent: string | undefined; readonly level: number; readonly value: string; readonly onPick: (level: number, code: string, name: string) => void }) {
  const { token } = useParams({ strict: false }) as { token: string };
  const { data } = useQuery({ queryKey: ['setup-regions', token, parent ?? ''], queryFn: ({ signal }) => api.get<z.infer<typeof RegionList>>(`/setup/${token}/regions`, { parent }, { signal }), staleTime: Infinity });
  const rows = data?.rows ?? [];
  if (level > 0 && data && rows.length === 0) return null;
  return <Select id={level === 0 ? 'region' : undefined} label={levelZh[level]} value={value} empty={level === 0 ? '省、自治区、直辖市' : `不再细分（${levelZh[level - 1] ?? ''}）`} options={rows.map((r) => ({ value: r.code, zh: r.name }))} onChange={(code) => onPick(level, code, rows.find((r) => r.code === code)?.name ?? '')} />;
}

function OrgStep({ draft, set, errors }: StepProps) {
  const text = (id: string, label: string, key: keyof Draft, hint?: string, max = 100) => (
    <FieldBox id={id} label={label} hint={hint} required={key !== 'shortName' && key !== 'authorityShort'} error={errors[id.replace('-', '.')]}>
      <Input id={id} size="large" value={String(draft[key])} maxLength={max} onChange={(e) => set({ ...draft, [key]: key.toLowerCase().includes('code') ? e.target.value.trim().toUpperCase() : e.target.value })} />
    </FieldBox>
  );
  return (
    <>
      <h2>运行平台的单位</h2>
      {text('operator-name', '单位全称', 'orgName', '三员和账号事项归属这个单位。')}
      {text('operator-code', '统一社会信用代码', 'code', '18 位，系统核对校验码。', 18)}
      {text('operator-shortName', '简称', 'shortName', undefined, 30)}
      <label className="check"><input type="checkbox" checked={draft.own} onChange={(e) => set({ ...draft, own: e.target.checked })} /><span>本单位就是本级政务数据共享主管部门</span></label>
      {!draft.own && <><h2>本级主管部门</h2>{text('authority-name', '单位全称', 'authorityName')}{text('authority-code', '统一社会信用代码', 'authorityCode', undefined, 18)}{text('authority-shortName', '简称', 'authorityShort', undefined, 30)}</>}
    </>
  );
}

function Links({ answer }: { readonly answer: Answer }) {
  return (
    <div className="card">
      <p className="notice near"><b>三条链接分别交给三个人，每条只能用一次，此后不再显示。</b>三员互斥：同一人不得兼任，也不得兼任业务岗位。</p>
      {answer.links.map((l) => (
        <section key={l.kind}><h2>{l.zh}</h2><p className="second">至 {moment(l.endsAt)} 有效</p>
          <p className="once"><span className="secret mono" style={{ overflowWrap: 'anywhere' }}>{l.url}</span><button type="button" className="plain-button" onClick={() => copyText(l.url)}>复制<span className="hidden-text">{l.zh}的链接</span></button></p>
        </section>
      ))}
      <p>三员各自设好口令和第二因子以后：系统管理员导入机构和人员，安全管理员启用账号，平台即可使用。</p>
    </div>
  );
}

import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { Area } from '../kit/area.tsx';
import { Citations } from '../kit/citations.tsx';
import { modeZh, useBasisChoices } from '../kit/codes.ts';
import { DayInput, FieldBox, Segments } from '../kit/fields.tsx';
import { errorAt, type Errors } from '../kit/field-shapes.ts';
import { ItemsTable } from '../kit/items-table.tsx';
import { SourcesNote } from '../source/sources-note.tsx';
import { AssessmentNeed } from './assessment-need.tsx';
import { stepOf, steps } from './apply-check.ts';
import { Statements } from './own.tsx';
import type { Draft, Linkage, Own } from './shapes.ts';

type Common = Pick<Props, 'body' | 'set' | 'errors'>;
interface Props { readonly own: Own; readonly body: Draft; readonly set: (change: Partial<Draft>) => void; readonly errors: Errors; readonly linkage: Linkage }

/** Items: only what is needed; sensitive ones are flagged. */
export function ItemsStep({ own, body, set, errors }: Props) {
  const chosen = new Set(body.items ?? []);
  const toggle = (n: number) => { const next = new Set(chosen); if (next.has(n)) next.delete(n); else next.add(n); set({ items: [...next].sort((a, b) => a - b) }); };
  return (
    <FieldBox id="apply-items" label="数据项" hint="只选履行职责所必需的；敏感项须说明理由。" required error={errorAt(errors, 'items')} group>
      {own.sources.length > 0 && <SourcesNote sources={own.sources} region={own.entry.region} />}
      <p className="row second">已选 {chosen.size} / {own.entry.items.length} 项 <button type="button" className="plain-button" onClick={() => set({ items: [] })}>清除</button></p>
      <ItemsTable items={own.entry.items} caption="目录的数据项，勾选后申请" chosen={chosen} onToggle={toggle} />
    </FieldBox>
  );
}

export function BasisStep({ own, body, set, errors }: Props) {
  const sharing = own.entry.sharing;
  return (
    <>
      {sharing.attribute === 'conditional' && (
        <section className="notice acc"><p><b>目录列明的使用条件</b>（第十五条第二款）</p>
          <ul>{sharing.ranges.map((r) => <li key={r}>共享范围：{r}</li>)}{sharing.purposes.map((p) => <li key={p}>使用用途：{p}</li>)}{sharing.conditions.map((c, n) => <li key={c}>条件 {n + 1}：{c}</li>)}</ul></section>
      )}
      <BasisFields body={body} set={set} errors={errors} />
    </>
  );
}

/** What several applications of one matter have in common: basis, scenario, range, systems. */
export function BasisFields({ body, set, errors }: Common) {
  return (
    <>
      <FieldBox id="apply-purpose" label="业务事项" hint="用这些数据办理的事项名称；授权以此为限。" required error={errors['purpose']}><Input id="apply-purpose" value={body.purpose ?? ''} maxLength={100} onChange={(e) => set({ purpose: e.target.value })} /></FieldBox>
      <FieldBox id="apply-basis" label="使用依据" hint="写明法律、法规、规章或者“三定”规定的名称与条款。" required error={errors['basis']} group>
        <Citations id="apply-basis" label="使用依据" kinds={useBasisChoices} value={body.basis ?? []} onChange={(basis) => set({ basis: basis as NonNullable<Draft['basis']> })} errors={errors} path="basis" />
      </FieldBox>
      <FieldBox id="apply-scenario" label="使用场景" hint="哪件事、哪一步、由谁、用来判断什么。" required error={errors['scenario']}><Area id="apply-scenario" value={body.scenario ?? ''} maxLength={1000} autoSize={{ minRows: 3, maxRows: 10 }} onChange={(e) => set({ scenario: e.target.value })} /></FieldBox>
      <FieldBox id="apply-range" label="使用范围" hint="涉及哪些人、多少人，由哪些科室使用。不得擅自扩大，扩大须经提供部门同意。" required error={errors['range']}><Area id="apply-range" value={body.range ?? ''} maxLength={1000} autoSize={{ minRows: 2, maxRows: 8 }} onChange={(e) => set({ range: e.target.value })} /></FieldBox>
      <Systems body={body} set={set} errors={errors} />
    </>
  );
}

function Systems({ body, set, errors }: { readonly body: Draft; readonly set: Props['set']; readonly errors: Errors }) {
  const rows = body.systems?.length ? body.systems : [{ name: '', addresses: [] }];
  const change = (n: number, next: { name?: string; addresses?: string[] }) => set({ systems: rows.map((r, i) => (i === n ? { ...r, ...next } : r)) });
  return (
    <FieldBox id="apply-systems" label="使用系统" hint="将要调用的业务系统；写明地址的，其他来源的调用会被拒绝。" required error={errorAt(errors, 'systems')} group>
      <div className="stack" style={{ gap: 6 }}>
        {rows.map((row, n) => (
          <div key={n} className="row" style={{ flexWrap: 'nowrap' }}>
            <Input id={n === 0 ? 'apply-systems' : undefined} value={row.name ?? ''} maxLength={100} placeholder="系统名称" aria-label={`系统 ${n + 1} 名称`} onChange={(e) => change(n, { name: e.target.value })} />
            <Input value={(row.addresses ?? []).join('、')} placeholder="IP 地址或网段，可不填，用顿号隔开" aria-label={`系统 ${n + 1} 地址`} onChange={(e) => change(n, { addresses: e.target.value.split(/[、,，\s]+/) })} />
            {rows.length > 1 && <Button size="small" onClick={() => set({ systems: rows.filter((_, i) => i !== n) })} aria-label={`删去系统 ${n + 1}`}>删</Button>}
          </div>
        ))}
        <div><Button size="small" onClick={() => set({ systems: [...rows, { name: '', addresses: [] }] })}>加一个系统</Button></div>
        <label className="check"><input type="checkbox" checked={body.signedOnce === true} onChange={(e) => set({ signedOnce: e.target.checked })} /><span>签名一次有效：这些系统每次调用都重新签名，重复的签名一律拒绝（更安全，用于服务接口）</span></label>
      </div>
    </FieldBox>
  );
}

export function ModeStep({ own, ...common }: Props) {
  return <ModeFields {...common} modes={own.entry.modes} />;
}

export function ModeFields({ modes, body, set, errors }: Common & { readonly modes: readonly string[] }) {
  const term = body.term ?? {};
  const frequency = body.frequency ?? {};
  const whole = (text: string) => (text === '' ? undefined : Number(text.replace(/[^\d]/g, '').slice(0, 9)));
  const setFrequency = (change: { perDay?: number | undefined; perMinute?: number | undefined }) => set({ frequency: { ...frequency, ...change } as NonNullable<Draft['frequency']> });
  return (
    <>
      <FieldBox id="apply-mode" label="共享方式" hint="目录所列的方式。" required error={errors['mode']} group>
        <Segments name="mode" label="共享方式" value={body.mode ?? ''} options={modes.map((m) => ({ value: m, zh: modeZh(m) }))} onChange={(mode) => set({ mode: mode as NonNullable<Draft['mode']>, serviceKind: mode === 'service' ? body.serviceKind ?? 'query' : null })} />
      </FieldBox>
      {body.mode === 'service' && (
        <FieldBox id="apply-serviceKind" label="接口方式" hint="只需知道是与否的，用核验：不返回数据本身。" required error={errors['serviceKind']} group>
          <Segments name="serviceKind" label="接口方式" value={body.serviceKind ?? ''} options={[{ value: 'query', zh: '查询，返回数据项' }, { value: 'verification', zh: '核验，返回是与否' }]} onChange={(v) => set({ serviceKind: v as NonNullable<Draft['serviceKind']> })} />
        </FieldBox>
      )}
      <FieldBox id="apply-term" label="使用时限" hint="起止日期。长期使用的不填止日，并写明理由。" required error={errorAt(errors, 'term')} group>
        <div className="row"><DayInput id="apply-term" label="使用时限起" value={term.from ?? ''} onChange={(from) => set({ term: { ...term, from } })} /> 至 <DayInput label="使用时限止" value={term.to ?? ''} onChange={(to) => set({ term: { ...term, to: to === '' ? null : to } })} /></div>
        {!term.to && <Input style={{ marginTop: 6 }} value={term.reason ?? ''} maxLength={500} aria-label="长期使用的理由" placeholder="长期使用的理由" onChange={(e) => set({ term: { ...term, reason: e.target.value, to: null } })} />}
      </FieldBox>
      <div className="two">
        <FieldBox id="apply-frequency" label="每日调用" hint="次，作为每日上限的依据。" required error={errors['frequency.perDay'] ?? errors['frequency']}><Input id="apply-frequency" inputMode="numeric" value={frequency.perDay ?? ''} onChange={(e) => setFrequency({ perDay: whole(e.target.value) })} /></FieldBox>
        <FieldBox id="apply-perMinute" label="每分钟峰值" hint="次。" required error={errors['frequency.perMinute']}><Input id="apply-perMinute" inputMode="numeric" value={frequency.perMinute ?? ''} onChange={(e) => setFrequency({ perMinute: whole(e.target.value) })} /></FieldBox>
      </div>
      <div className="two">
        <FieldBox id="apply-responsible" label="责任岗位" hint="写岗位，不写姓名。" required error={errors['responsible.post'] ?? errors['responsible']}><Input id="apply-responsible" value={body.responsible?.post ?? ''} maxLength={60} onChange={(e) => set({ responsible: { ...body.responsible, post: e.target.value } })} /></FieldBox>
        <FieldBox id="apply-phone" label="联系电话" hint="办公电话。" required error={errors['responsible.phone']}><Input id="apply-phone" value={body.responsible?.phone ?? ''} maxLength={40} onChange={(e) => set({ responsible: { ...body.responsible, phone: e.target.value } })} /></FieldBox>
      </div>
    </>
  );
}

export function SendStep({ own, body, view, problems, onStep, set, errors }: Props & { readonly view: CaseView; readonly problems: readonly { readonly path: string; readonly message: string }[]; readonly onStep: (to: number) => void }) {
  return (
    <>
      {problems.length > 0 && Object.keys(errors).length === 0 && (
        <section className="notice red"><p>还差 {problems.length} 处</p>
          <ul>{problems.map((p) => <li key={p.path + p.message}><button type="button" className="plain-button error-link" onClick={() => onStep(stepOf(p.path))}>{steps[stepOf(p.path)]?.zh}：{p.message}</button></li>)}</ul></section>
      )}
      <AssessmentNeed view={view} own={own} body={body} set={set} error={errors['assessment']} />
      <section><div className="section-head"><h2>核对</h2><span className="end"><Link to="/cases/$kind/$ref/print/$document" params={{ kind: 'application', ref: view.ref, document: 'form' }}>打印申请表</Link></span></div><Statements own={{ ...own, body }} /></section>
      <section className="notice acc"><p>提交即承诺：申请真实、合法、必要；只在申请的范围和事项内使用；不提供给第三方；使用目的实现后按要求妥善处置。</p></section>
    </>
  );
}

import { Button, Input } from 'antd';
import { useState } from 'react';
import { classification } from '../../law/codes/classification.ts';
import { formats } from '../../law/codes/catalog.ts';
import { Area } from '../kit/area.tsx';
import { Citations, type CitationValue } from '../kit/citations.tsx';
import { cycleChoices, dutyChoices, forbiddingChoices, formatChoices, gradeChoices, modeChoices } from '../kit/codes.ts';
import { FieldBox, Lines, Segments, Select } from '../kit/fields.tsx';
import { errorAt, type Errors } from '../kit/field-shapes.ts';
import { emptyItem, pastedItems } from './edit-model.ts';
import { ItemEditor } from './item-editor.tsx';
import type { Draft } from './shapes.ts';

export interface PartProps { readonly body: Draft; readonly set: (change: Partial<Draft>) => void; readonly errors: Errors }
type TextKey = 'name' | 'summary' | 'formatType' | 'dataClass' | 'sourceSystem' | 'office' | 'contact' | 'phone' | 'classCode';

export function BasicPart({ body, set, errors }: PartProps) {
  const text = (key: TextKey, label: string, hint: string, required: boolean, max: number) => (
    <FieldBox id={`edit-${key}`} label={label} hint={hint} required={required} error={errorAt(errors, key)}>
      {key === 'summary' ? <Area id={`edit-${key}`} value={body[key] ?? ''} maxLength={max} autoSize={{ minRows: 3, maxRows: 8 }} onChange={(e) => set({ [key]: e.target.value })} /> : <Input id={`edit-${key}`} value={body[key] ?? ''} maxLength={max} onChange={(e) => set({ [key]: e.target.value })} />}
    </FieldBox>
  );
  const types = formats.codes.find((f) => f.code === body.formatClass)?.types ?? [];
  return (
    <>
      {text('name', '数据目录名称', '在本部门内不重复；写数据的名称，不写系统的名称。', true, 100)}
      {text('summary', '摘要', '20 至 1000 字：是什么数据、从何时起、覆盖哪里、大约多少。', true, 1000)}
      <ClassCode body={body} set={set} errors={errors} />
      <div className="two">
        <FieldBox id="edit-formatClass" label="数据格式" required error={errorAt(errors, 'formatClass')}><Select id="edit-formatClass" value={body.formatClass ?? ''} empty="请选择" options={formatChoices} onChange={(formatClass) => set({ formatClass, formatType: '' })} /></FieldBox>
        <FieldBox id="edit-formatType" label="格式类型" required error={errorAt(errors, 'formatType')}><Select id="edit-formatType" value={body.formatType ?? ''} empty={types.length === 0 ? '先选数据格式' : '请选择'} options={types.map((t) => ({ value: t, zh: t }))} onChange={(formatType) => set({ formatType })} /></FieldBox>
      </div>
      <div className="two">
        <FieldBox id="edit-updateCycle" label="更新频率" required error={errorAt(errors, 'updateCycle')}><Select id="edit-updateCycle" value={body.updateCycle ?? ''} empty="请选择" options={cycleChoices} onChange={(updateCycle) => set({ updateCycle })} /></FieldBox>
        <FieldBox id="edit-grade" label="数据分级" hint="不低于数据项的最高级。" required error={errorAt(errors, 'grade')}><Select id="edit-grade" value={body.grade ?? ''} empty="请选择" options={gradeChoices} onChange={(grade) => set({ grade })} /></FieldBox>
      </div>
      {text('dataClass', '数据分类', '按行业领域或业务的分类，如“教育·学历”。', true, 100)}
      <FieldBox id="edit-secrecy" label="涉密" hint="国家秘密、工作秘密不属于政务数据共享的范围（第三条第一款），不能在本平台编制。" required error={errorAt(errors, 'secrecy')} group>
        <Segments name="secrecy" label="涉密" value={body.secrecy ?? ''} options={[{ value: 'none', zh: '不涉密' }, { value: 'work-secret', zh: '工作秘密', tone: 'red' }, { value: 'state-secret', zh: '国家秘密', tone: 'red' }]} onChange={(v) => set({ secrecy: v as NonNullable<Draft['secrecy']> })} />
      </FieldBox>
      <FieldBox id="edit-duty" label="编制依据" hint="依据哪部法律或哪项职责取得这些数据。" required error={errorAt(errors, 'duty')} group><Citations id="edit-duty" label="编制依据" kinds={dutyChoices} value={(body.duty ?? []) as CitationValue[]} onChange={(duty) => set({ duty: duty as NonNullable<Draft['duty']> })} errors={errors} path="duty" /></FieldBox>
      {text('sourceSystem', '来源信息系统', '数据所在的业务系统。', false, 200)}
      <div className="two">{text('office', '内设机构', '管理这些数据的处室。', false, 100)}{text('contact', '联系岗位', '写岗位，不写姓名。', true, 100)}</div>
      <div className="two">{text('phone', '联系电话', '办公电话。', true, 40)}<span /></div>
    </>
  );
}

/** 类 and 项 from the guide's list; 目 and 细目 are the compiler's own digits. */
function ClassCode({ body, set, errors }: PartProps) {
  const code = body.classCode ?? '';
  const [top, group, rest] = [code.slice(0, 1), code.slice(1, 3), code.slice(3)];
  const groups = classification.codes.find((c) => c.code === top)?.groups ?? [];
  const put = (a: string, b: string, c: string) => set({ classCode: `${a}${b}${c}` });
  return (
    <FieldBox id="edit-classCode" label="信息资源分类" hint="类、项从清单选；目三位，细目可续写，为数字。" required error={errorAt(errors, 'classCode')} group>
      <div className="row" style={{ flexWrap: 'nowrap' }}>
        <span style={{ flex: 1 }}><Select id="edit-classCode" label="类" value={top} empty="类" options={classification.codes.map((c) => ({ value: c.code, zh: `${c.code} ${c.zh}` }))} onChange={(v) => put(v, '', '')} /></span>
        <span style={{ flex: 1 }}><Select label="项" value={group} empty="项" options={groups.map((g) => ({ value: g.code, zh: `${g.code} ${g.zh}` }))} onChange={(v) => put(top, v, rest || '001')} /></span>
        <Input style={{ width: 150, flex: 'none' }} value={rest} inputMode="numeric" maxLength={12} aria-label="目、细目" placeholder="目，三位数字" onChange={(e) => put(top, group, e.target.value.replace(/[^\d]/g, ''))} />
      </div>
    </FieldBox>
  );
}

const attributes = [{ value: 'unconditional', zh: '无条件共享' }, { value: 'conditional', zh: '有条件共享' }, { value: 'not-shared', zh: '不予共享', tone: 'red' as const }];

export function SharingPart({ body, set, errors }: PartProps) {
  const s = body.sharing ?? {};
  const put = (change: Partial<NonNullable<Draft['sharing']>>) => set({ sharing: { ...s, ...change } });
  return (
    <>
      <FieldBox id="edit-sharing" label="共享属性" hint="一个目录一个属性；能无条件共享的，不设条件（第十四条、第十五条）。" required error={errors['sharing'] ?? errors['sharing.attribute']} group><Segments name="attribute" label="共享属性" value={s.attribute ?? ''} options={attributes} onChange={(v) => put({ attribute: v as 'unconditional' })} /></FieldBox>
      {s.attribute === 'conditional' && (
        <>
          <FieldBox id="edit-ranges" label="共享范围" hint="哪些部门、哪些记录可以共享。" required error={errorAt(errors, 'sharing.ranges')} group><Lines id="edit-ranges" label="共享范围" max={200} value={s.ranges ?? []} set={(ranges) => put({ ranges })} /></FieldBox>
          <FieldBox id="edit-purposes" label="使用用途" required error={errorAt(errors, 'sharing.purposes')} group><Lines id="edit-purposes" label="使用用途" max={200} value={s.purposes ?? []} set={(purposes) => put({ purposes })} /></FieldBox>
          <FieldBox id="edit-conditions" label="其他使用条件" hint="“须经本部门批准”、收费不是条件。没有列在这里的，答复时不能再加。" error={errorAt(errors, 'sharing.conditions')} group><Lines id="edit-conditions" label="使用条件" max={500} value={s.conditions ?? []} set={(conditions) => put({ conditions })} /></FieldBox>
        </>
      )}
      {s.attribute === 'not-shared' && (
        <>
          <FieldBox id="edit-reason" label="不予共享的理由" required error={errors['sharing.reason']}><Area id="edit-reason" value={s.reason ?? ''} maxLength={1000} autoSize={{ minRows: 3 }} onChange={(e) => put({ reason: e.target.value })} /></FieldBox>
          <FieldBox id="edit-basis" label="禁止共享的依据" hint="只能是法律、行政法规或者国务院决定，写明条款与禁止的原文。" required error={errorAt(errors, 'sharing.basis')} group><Citations id="edit-basis" label="依据" kinds={forbiddingChoices} withText value={(s.basis ?? []) as CitationValue[]} onChange={(basis) => put({ basis: basis as NonNullable<typeof s.basis> })} errors={errors} path="sharing.basis" /></FieldBox>
        </>
      )}
      {s.attribute !== 'not-shared' && (
        <FieldBox id="edit-modes" label="共享方式" hint="可以几种并列（第二十二条第二款）。" required error={errorAt(errors, 'modes')} group>
          <div className="row">{modeChoices.map((m) => { const on = (body.modes ?? []) as string[]; return <label key={m.value} className="check"><input type="checkbox" checked={on.includes(m.value)} onChange={() => set({ modes: (on.includes(m.value) ? on.filter((x) => x !== m.value) : [...on, m.value]) as NonNullable<Draft['modes']> })} /><span>{m.zh}</span></label>; })}</div>
        </FieldBox>
      )}
      <label className="check"><input type="checkbox" checked={body.open ?? false} onChange={(e) => set({ open: e.target.checked })} /><span>同时向社会开放</span></label>
      {body.open && <FieldBox id="edit-openCondition" label="开放条件"><Input id="edit-openCondition" value={body.openCondition ?? ''} maxLength={500} onChange={(e) => set({ openCondition: e.target.value })} /></FieldBox>}
    </>
  );
}

export function ItemsPart({ body, set, errors }: PartProps) {
  const [paste, setPaste] = useState<string | null>(null);
  const items = body.items ?? [];
  const take = () => { set({ items: [...items, ...pastedItems(paste ?? '', items.length + 1)] }); setPaste(null); };
  return (
    <>
      <div className="row between"><p className="second">数据项的名称、字段名、类型和敏感级别。能标识人或单位的，注明标识对象：关联风险据此计算。</p><Button size="small" onClick={() => setPaste(paste === null ? '' : null)}>从表格粘贴</Button></div>
      {paste !== null && (
        <div className="notice acc"><FieldBox id="edit-paste" label="粘贴" hint="从 Excel 或 WPS 复制：名称、字段名、类型、长度，一行一项。"><Area id="edit-paste" value={paste} autoSize={{ minRows: 4, maxRows: 12 }} onChange={(e) => setPaste(e.target.value)} /></FieldBox><Button size="small" type="primary" onClick={take} disabled={paste.trim() === ''}>加入 {pastedItems(paste, 1).length} 项</Button></div>
      )}
      {errors['items'] && <p className="field-error" id="edit-items-box">{errors['items']}</p>}
      <ItemEditor items={items} errors={errors} set={(next) => set({ items: [...next] })} />
      <div><Button onClick={() => set({ items: [...items, emptyItem(items.length + 1)] })}>加一项</Button></div>
    </>
  );
}

import { Button, Input } from 'antd';
import { Area } from '../kit/area.tsx';
import { Citations } from '../kit/citations.tsx';
import { cycleChoices, modeChoices, useBasisChoices } from '../kit/codes.ts';
import { DayInput, FieldBox, Segments, Select } from '../kit/fields.tsx';
import { errorAt, type Errors } from '../kit/field-shapes.ts';
import type { Draft, Item } from './shapes.ts';

export interface Props { readonly body: Draft; readonly set: (change: Partial<Draft>) => void; readonly errors: Errors }

/** What is wanted: its name and its items. A column pasted from a sheet becomes rows. */
export function WantedPart({ body, set, errors }: Props) {
  const rows = body.items?.length ? body.items : [blank];
  const change = (n: number, next: Partial<Item>) => set({ items: rows.map((row, i) => (i === n ? { ...row, ...next } : row)) });
  const paste = (n: number, text: string): boolean => {
    const lines = text.split(/\r?\n/).map((line) => line.split('\t')).filter(([name]) => (name ?? '').trim() !== '');
    if (lines.length < 2) return false;
    const pasted = lines.map(([name = '', note = '']) => ({ name: name.trim().slice(0, 100), note: note.trim().slice(0, 200) }));
    set({ items: [...rows.slice(0, n), ...pasted, ...rows.slice(n + 1)].filter((row) => row.name !== '').slice(0, 200) });
    return true;
  };
  return (
    <>
      <FieldBox id="demand-title" label="所需数据的名称" hint="写数据的名称，不写系统的名称。" required error={errors['title']}><Input id="demand-title" value={body.title ?? ''} maxLength={100} onChange={(e) => set({ title: e.target.value })} /></FieldBox>
      <FieldBox id="demand-items" label="数据项" hint="只列履行职责所必需的；可以从表格粘贴一列名称，或者名称、说明两列。" required error={errorAt(errors, 'items')} group>
        <div className="stack" style={{ gap: 6 }}>
          {rows.map((row, n) => (
            <div key={n} className="wanted-row">
              <span className="meta">{n + 1}</span>
              <Input id={n === 0 ? 'demand-items' : undefined} value={row.name} maxLength={100} aria-label={`数据项 ${n + 1} 名称`} placeholder="名称" onPaste={(e) => { if (paste(n, e.clipboardData.getData('text'))) e.preventDefault(); }} onChange={(e) => change(n, { name: e.target.value })} />
              <Input value={row.note} maxLength={200} aria-label={`数据项 ${n + 1} 说明`} placeholder="说明，可不填" onChange={(e) => change(n, { note: e.target.value })} />
              <Button size="small" disabled={rows.length === 1} onClick={() => set({ items: rows.filter((_, i) => i !== n) })} aria-label={`删去数据项 ${n + 1}`}>删</Button>
            </div>
          ))}
          <div><Button size="small" disabled={rows.length >= 200} onClick={() => set({ items: [...rows, blank] })}>加一项</Button></div>
        </div>
      </FieldBox>
    </>
  );
}

const blank: Item = { name: '', note: '' };

/** For what it is wanted: as the application will state it (20 ¶2). */
export function PurposePart({ body, set, errors }: Props) {
  return (
    <>
      <FieldBox id="demand-purpose" label="业务事项" hint="用这些数据办理的事项名称。" required error={errors['purpose']}><Input id="demand-purpose" value={body.purpose ?? ''} maxLength={100} onChange={(e) => set({ purpose: e.target.value })} /></FieldBox>
      <FieldBox id="demand-duty" label="使用依据" hint="写明法律、法规、规章或者“三定”规定的名称与条款。" required error={errorAt(errors, 'duty')} group>
        <Citations id="demand-duty" label="使用依据" kinds={useBasisChoices} value={body.duty ?? []} onChange={(duty) => set({ duty: duty as NonNullable<Draft['duty']> })} errors={errors} path="duty" />
      </FieldBox>
      <FieldBox id="demand-description" label="使用场景" hint="哪件事、哪一步、由谁、用来判断什么。" required error={errors['description']}><Area id="demand-description" value={body.description ?? ''} maxLength={1000} autoSize={{ minRows: 3, maxRows: 10 }} onChange={(e) => set({ description: e.target.value })} /></FieldBox>
      <FieldBox id="demand-range" label="使用范围" hint="涉及哪些人或事项，大约多少。" required error={errors['range']}><Area id="demand-range" value={body.range ?? ''} maxLength={1000} autoSize={{ minRows: 2, maxRows: 8 }} onChange={(e) => set({ range: e.target.value })} /></FieldBox>
    </>
  );
}

const anyMode = { value: '', zh: '不限' };

export function WayPart({ body, set, errors }: Props) {
  const responsible = body.responsible ?? {};
  return (
    <>
      <FieldBox id="demand-mode" label="期望的共享方式" error={errors['mode']} group><Segments name="mode" label="期望的共享方式" value={body.mode ?? ''} options={[anyMode, ...modeChoices]} onChange={(mode) => set({ mode: mode === '' ? null : mode as NonNullable<Draft['mode']> })} /></FieldBox>
      <div className="two">
        <FieldBox id="demand-cycle" label="期望的更新周期" error={errors['cycle']}><Select id="demand-cycle" value={body.cycle ?? ''} empty="不限" options={cycleChoices} onChange={(cycle) => set({ cycle: cycle === '' ? null : cycle })} /></FieldBox>
        <FieldBox id="demand-wantedBy" label="期望日期" error={errors['wantedBy']}><DayInput id="demand-wantedBy" value={body.wantedBy ?? ''} onChange={(wantedBy) => set({ wantedBy: wantedBy === '' ? null : wantedBy })} /></FieldBox>
      </div>
      <FieldBox id="demand-owner" label="估计掌握数据的部门" hint="知道的话写上，供主管部门分派时参考。" error={errors['owner']}><Input id="demand-owner" value={body.owner ?? ''} maxLength={100} onChange={(e) => set({ owner: e.target.value })} /></FieldBox>
      <div className="two">
        <FieldBox id="demand-responsible" label="责任岗位" hint="写岗位，不写姓名。" required error={errors['responsible.post'] ?? errors['responsible']}><Input id="demand-responsible" value={responsible.post ?? ''} maxLength={60} onChange={(e) => set({ responsible: { ...responsible, post: e.target.value } })} /></FieldBox>
        <FieldBox id="demand-phone" label="联系电话" hint="办公电话。" required error={errors['responsible.phone']}><Input id="demand-phone" value={responsible.phone ?? ''} maxLength={40} onChange={(e) => set({ responsible: { ...responsible, phone: e.target.value } })} /></FieldBox>
      </div>
    </>
  );
}

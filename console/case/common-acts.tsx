import { Input } from 'antd';
import { useId } from 'react';
import { extensionZh } from '../../law/limit-words.ts';
import { application } from '../../law/procedures/application.ts';
import { catalog } from '../../law/procedures/catalog.ts';
import { Area } from '../kit/area.tsx';
import { Lines } from '../kit/fields.tsx';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { OrgPicker, PersonPicker } from '../kit/pickers.tsx';
import type { ActForms } from './act-form.ts';

/** Acts that every case has: the engine makes them, no table writes them. */
export const commonActs: ActForms = {
  'hand-over': {
    attachments: false,
    fields: () => [{ name: 'to', label: '转给', hint: '本部门同岗位的人员；转办后时限照走。', required: true, kind: 'own', draw: (v, set, _e, id) => <PersonPicker id={id} value={String(v ?? '')} onChange={set} /> }],
  },
  delegation: {
    attachments: false,
    fields: () => [
      { name: 'to', label: '委托给', hint: '受托人在期内以委托人名义办理，记录中写明受托。', required: true, kind: 'own', draw: (v, set, _e, id) => <PersonPicker id={id} value={String(v ?? '')} onChange={set} /> },
      { name: 'from', label: '自', required: true, kind: 'date' },
      { name: 'until', label: '至', required: true, kind: 'date' },
    ],
  },
  reminder: { attachments: false, says: (view) => <p>提醒对方办理：{view.title}。催办记入办理过程，不改变时限。</p> },
  comment: { opinion: 'required' },
  copy: {
    attachments: false,
    fields: () => [{ name: 'orgs', label: '抄送单位', hint: '被抄送单位可以查阅，不能办理。', required: true, kind: 'own', draw: (v, set, _e, id) => <OrgPicker id={id} value={Array.isArray(v) ? (v as string[]) : []} onChange={set} /> }],
  },
  'take-back': { attachments: false, says: () => <p>撤回上一步，回到本部门办理。对方打开以后不能再撤回。</p> },
  'ask-extension': {
    fields: (view) => [clockField(view), { name: 'days', label: '延长', hint: `工作日。答复至多延长 ${extensionZh(application.clocks.reply)}，目录更新至多 ${extensionZh(catalog.clocks.update)}，限一次。`, required: true, kind: 'number' }, { name: 'reason', label: '特殊原因', hint: '须在截止前经同级主管部门同意，并告知对方。', required: true, kind: 'area' }],
    initial: firstClock,
    opinion: 'none',
  },
  extend: { fields: (view) => [clockField(view)], initial: firstClock, says: (view) => <p>同意“{view.title}”延期：新的截止日由平台按工作日算出，并告知双方。</p> },
  'deny-extension': { fields: (view) => [clockField(view)], initial: firstClock, opinion: 'required' },
};

const openStrips = (view: CaseView) => view.strips.filter((s) => !s.lamp.kind.startsWith('done'));
const clockField = (view: CaseView) => ({
  name: 'clock', label: '哪一个时限', required: true, kind: 'select' as const,
  options: openStrips(view).map((s) => ({ value: s.clock, zh: `${s.zh}，${s.dueText}` })),
  when: () => openStrips(view).length > 1,
});
/** With one clock there is nothing to choose: it goes out with the rest. */
function firstClock(view: CaseView) {
  return { clock: openStrips(view)[0]?.clock ?? '' };
}

/** A list of points with a text each, for acts that must say everything at once. */
export function PointList({ value, set, label }: { readonly value: unknown; readonly set: (value: unknown) => void; readonly label: string }) {
  const id = useId();
  return <Lines id={id} value={Array.isArray(value) ? (value as string[]) : ['']} set={set} label={label} max={500} />;
}

/** A citation: name, article, sentence. */
export function CitationFields({ value, set, label, withText }: { readonly value: { name?: string; article?: string; text?: string } | undefined; readonly set: (value: unknown) => void; readonly label: string; readonly withText?: boolean }) {
  const v = value ?? {};
  return (
    <div className="stack" style={{ gap: 6 }}>
      <Input value={v.name ?? ''} aria-label={`${label}名称`} placeholder="法律、行政法规、国务院决定或“三定”规定的名称" maxLength={200} onChange={(e) => set({ ...v, name: e.target.value })} />
      <Input value={v.article ?? ''} aria-label={`${label}条款`} placeholder="条款，如 第十二条" maxLength={100} onChange={(e) => set({ ...v, article: e.target.value })} />
      {withText && <Area value={v.text ?? ''} aria-label={`${label}原文`} placeholder="所依据的原文" maxLength={1000} autoSize={{ minRows: 2 }} onChange={(e) => set({ ...v, text: e.target.value })} />}
    </div>
  );
}

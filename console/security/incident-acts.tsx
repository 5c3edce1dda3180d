import { Button, Input } from 'antd';
import type { ActForms } from '../case/act-form.ts';
import type { IncidentOwn } from '../../processes/security/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { GrantsPick, touchedIn } from './grants-pick.tsx';

const namedIn = (view: CaseView): IncidentOwn['grants'] => (view.own as IncidentOwn).grants;

interface Stage { stage: string; responsible: string }

/** What each act of an incident states (Art. 34, 35 ¶3). */
export const acts: ActForms = {
  'start-plan': { fields: () => [{ name: 'plan', label: '启动的预案', kind: 'text', max: 500 }] },
  dismiss: { says: () => <p>认定不属安全事件：抄送主管部门，停用的授权解除。</p>, fields: () => [{ name: 'reason', label: '理由', required: true, kind: 'area', max: 1000 }] },
  contain: {
    says: (view) => {
      const named = namedIn(view);
      return <p>事件涉及的授权随即应急停用，各网关 2 秒内停止放行；隐患消除以后自行解除。{named.length > 0 && `已指明：${named.map((one) => one.number ?? one.title).join('、')}。`}</p>;
    },
    fields: (view) => [
      { name: 'measures', label: '控制措施', required: true, kind: 'area' },
      { name: 'grants', label: '还须应急停用的授权', hint: '本部门提供或者使用的。', kind: 'own', draw: (v, set, _errors, id) => <GrantsPick id={id} value={touchedIn(v)} onChange={set} not={namedIn(view).map((one) => one.ref)} /> },
    ],
    body: (v) => ({ measures: v['measures'], grants: touchedIn(v['grants']).map((one) => one.ref) }),
  },
  notify: {
    fields: () => [
      { name: 'to', label: '报告给', hint: '主管部门、网信、公安等。', required: true, kind: 'text' },
      { name: 'on', label: '日期', required: true, kind: 'date' },
      { name: 'content', label: '内容', kind: 'area' },
      { name: 'told', label: '是否已告知个人', hint: '泄露个人信息的，须告知个人，或者说明不告知的理由（《个人信息保护法》第五十七条）。', required: true, kind: 'radio', options: [{ value: 'yes', zh: '已告知' }, { value: 'no', zh: '未告知' }, { value: 'not-concerned', zh: '不涉及个人信息' }] },
      { name: 'toldText', label: '告知情况或不告知的理由', required: true, kind: 'area', max: 500, when: (v) => v['told'] === 'yes' || v['told'] === 'no' },
    ],
    body: (v) => ({ to: v['to'], on: v['on'], content: v['content'] ?? '', personsTold: { told: v['told'], text: v['toldText'] ?? '' } }),
  },
  eliminate: { fields: () => [{ name: 'cause', label: '原因', required: true, kind: 'area' }, { name: 'mended', label: '改了什么', required: true, kind: 'area' }] },
  review: {
    fields: () => [
      { name: 'stages', label: '各环节由谁负责', hint: '谁管理谁负责，谁使用谁负责。写单位与岗位。', required: true, kind: 'own', draw: (v, set) => <Stages value={v} set={set} /> },
      { name: 'lessons', label: '教训', required: true, kind: 'area' },
      { name: 'clue', label: '存在第四十条（六）的情形，列为线索', kind: 'check' },
      { name: 'clueText', label: '情形', required: true, kind: 'area', max: 1000, when: (v) => v['clue'] === true },
    ],
    body: (v) => ({ stages: (v['stages'] as Stage[]).filter((s) => s.stage.trim() && s.responsible.trim()), lessons: v['lessons'], clue: { is: v['clue'] === true, text: v['clueText'] ?? '' } }),
  },
  return: { opinion: 'required' },
};

function Stages({ value, set }: { readonly value: unknown; readonly set: (value: unknown) => void }) {
  const rows: Stage[] = Array.isArray(value) && value.length > 0 ? (value as Stage[]) : [{ stage: '提供', responsible: '' }, { stage: '传输', responsible: '' }, { stage: '使用', responsible: '' }];
  const put = (n: number, change: Partial<Stage>) => set(rows.map((r, i) => (i === n ? { ...r, ...change } : r)));
  return (
    <div className="stack" style={{ gap: 6 }}>
      {rows.map((r, n) => <div key={n} className="row" style={{ flexWrap: 'nowrap' }}><Input style={{ width: 140, flex: 'none' }} value={r.stage} maxLength={60} aria-label={`环节 ${n + 1}`} onChange={(e) => put(n, { stage: e.target.value })} /><Input value={r.responsible} maxLength={200} aria-label={`${r.stage || `环节 ${n + 1}`}由谁负责`} placeholder="单位·岗位" onChange={(e) => put(n, { responsible: e.target.value })} /></div>)}
      <div><Button size="small" onClick={() => set([...rows, { stage: '', responsible: '' }])}>加一个环节</Button></div>
    </div>
  );
}

import { limitZh } from '../../law/limit-words.ts';
import { catalog } from '../../law/procedures/catalog.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import type { ActForms } from '../case/act-form.ts';
import { Area } from '../kit/area.tsx';
import { causeChoices } from '../kit/codes.ts';
import { Lines } from '../kit/fields.tsx';
import type { Field } from '../kit/field-shapes.ts';
import { HitsToConfirm } from '../resource/hits.tsx';
import { causeLine } from './differences.tsx';
import { ownOf } from './shapes.ts';

const changes = (view: CaseView): boolean => ownOf(view).change !== 'compile';

/** An update or withdrawal changes no running grant by itself (27 ¶3); who they are is seen before it goes out. */
function hitsField(view: CaseView): Field[] {
  if (!changes(view)) return [];
  const { region, id } = ownOf(view).entry;
  const what = ownOf(view).change === 'withdraw' ? '下架' : '这次更新';
  return [{ name: 'hits', label: '影响谁', hint: '在用的授权不因此变更；要变更的，另行协商并报备案（第二十七条第三款）。', kind: 'own', draw: (v, set, errors) => <HitsToConfirm at={{ region, entry: id }} value={String(v ?? '')} onChange={(digest, needed) => set(needed ? digest : undefined)} what={what} error={errors['hits']} /> }];
}

/** What each act of a catalogue case states (Art. 3, 13, 16, 17). */
export const acts: ActForms = {
  submit: {
    says: (view) => { const own = ownOf(view); return own.problems.some((p) => p.level === 'error') ? <p className="notice near">草稿还有 {own.problems.filter((p) => p.level === 'error').length} 处要改，请先在“编辑”中改好。</p> : <p>报部门负责人审核同意（第十三条第一款）。</p>; },
    fields: (view) => [...hitsField(view), ...(ownOf(view).likes.length > 0 ? [{ name: 'repeatedReason', label: '仍要另行收集的理由', hint: `同类数据项已由${ownOf(view).likes.map((l) => `${l.providerName}“${l.name}”`).join('、')}共享。`, required: true, kind: 'area' as const, max: 1000 }] : [])],
    check: (v, view): Readonly<Record<string, string>> => (changes(view) && v['hits'] === '' ? { hits: '请先查看受影响的名单，并在名单下确认' } : {}),
  },
  approve: { says: (view) => <p>同意将“{view.title}”报送主管部门审核。</p> },
  return: {
    fields: (view) => (view.state === 'submitted' ? [{ name: 'points', label: '需要修改之处', hint: '一次列全；再次退回只能就已列的或新出现的。', required: true, kind: 'own', draw: (v, set, _e, id) => <Lines id={id} label="需要修改之处" max={500} value={Array.isArray(v) ? (v as string[]) : ['']} set={set} /> }] : []),
    body: (v, view) => (view.state === 'submitted' ? { points: (v['points'] as string[]).filter((t) => t.trim()).map((text) => ({ text: text.trim() })) } : {}),
  },
  publish: {
    says: (view) => { const own = ownOf(view); return <><p>审核通过并向政府部门统一通告：{view.title}。</p>{own.causes.length > 0 && <p className="second">本版对应的原因：{own.causes.map(causeLine).join('；')}</p>}{own.differences.some((d) => d.stricter) && <p className="notice near">本版较现行版更严，请核对依据（第十五条第一款）。</p>}</>; },
    fields: (view) => (ownOf(view).causes.length > 1 ? [{ name: 'causes', label: '本版对应的原因', hint: '未选的，另立更新事项，时限续计。', required: true, kind: 'own', draw: (v, set) => <>{ownOf(view).causes.map((c) => { const on = Array.isArray(v) ? (v as number[]) : []; return <label key={c.n} className="check"><input type="checkbox" checked={on.includes(c.n)} onChange={() => set(on.includes(c.n) ? on.filter((x) => x !== c.n) : [...on, c.n])} /><span>{causeLine(c)}</span></label>; })}</> }] : []),
    initial: (view) => (ownOf(view).causes.length > 1 ? { causes: ownOf(view).causes.map((c) => c.n) } : {}),
  },
  abandon: { fields: () => [{ name: 'reason', label: '放弃的理由', required: true, kind: 'area', max: 1000 }] },
  hide: {
    says: () => <p className="notice red"><span>该目录与它的全部授权立即停止，并发起安全事件。限 {limitZh(catalog.clocks.paper)}内补定密文件。</span></p>,
    fields: () => [{ name: 'reason', label: '事由', required: true, kind: 'area', max: 1000 }, { name: 'document', label: '定密或保密部门文件', kind: 'text', max: 300 }],
  },
  restore: { fields: () => [{ name: 'document', label: '文件', kind: 'text', max: 300 }] },
  update: {
    says: () => <p>又发生一个需要更新的原因：并入本事项，另计时限。</p>,
    fields: () => [{ name: 'cause', label: '原因', required: true, kind: 'radio', options: causeChoices }, { name: 'occurredOn', label: '发生之日', required: true, kind: 'date', when: (v) => v['cause'] !== 'other' }, { name: 'document', label: '文件', required: true, kind: 'text', max: 300, when: (v) => v['cause'] !== 'other' },
      { name: 'text', label: '说明', kind: 'own', required: true, when: (v) => v['cause'] === 'other', draw: (v, set, _e, id) => <Area id={id} aria-label="说明" value={String(v ?? '')} maxLength={1000} onChange={(e) => set(e.target.value)} /> }],
  },
  withdraw: { fields: () => [{ name: 'paper', label: '保密部门文件', kind: 'text', max: 300 }, { name: 'text', label: '说明', kind: 'area', max: 1000 }] },
};

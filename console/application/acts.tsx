import { atLeastZh, limitZh } from '../../law/limit-words.ts';
import { application } from '../../law/procedures/application.ts';
import type { ActForms } from '../case/act-form.ts';
import { Area } from '../kit/area.tsx';
import { Citations, filled, type CitationValue } from '../kit/citations.tsx';
import { forbiddingChoices } from '../kit/codes.ts';
import { ItemTally } from './reply-summary.tsx';
import { ownOf, termText } from './shapes.ts';
import { PointsField } from './points.tsx';

/** What each act of an application states (Art. 20, 21). */
export const acts: ActForms = {
  submit: { page: (view) => `/cases/application/${view.ref}/edit` },
  approve: {
    says: (view) => {
      const { body, entry } = ownOf(view);
      return <p>同意以本部门名义向提供部门申请“{entry.name}”{body.items?.length ?? 0} 项，用于{body.purpose ?? '所列事项'}，使用时限 {termText(body.term)}。</p>;
    },
    fields: () => [{ name: 'vouches', kind: 'check', required: true, label: '对申请的真实性、合法性、必要性负责' }],
  },
  return: { opinion: 'required' },
  ask: {
    opinion: 'none',
    fields: (view) => [
      { name: 'points', label: '需要补充的材料', hint: '只能告知一次，须一次列全；每一点系于申请的一项或目录的一个条件。', required: true, kind: 'own', draw: (v, set, errors) => <PointsField value={v} set={set} conditions={ownOf(view).entry.sharing.conditions} errors={errors} /> },
      { name: 'supplyBy', label: '补正期限', hint: `不少于 ${atLeastZh(application.clocks.material)}。补正期间答复时限停计；期满未补，按现有材料答复。`, required: true, kind: 'date' },
    ],
    body: (v) => ({ points: v['points'], supplyBy: v['supplyBy'] }),
  },
  supply: {
    opinion: 'none',
    fields: (view) => [
      ...ownOf(view).points.map((p, n) => ({ name: `answer${n}`, label: `${n + 1}. ${tied(p)}：${p.text}`, required: ownOf(view).points.length === 1, kind: 'area' as const, when: (v: Record<string, unknown>) => v['maintains'] !== true })),
      { name: 'maintains', kind: 'check', label: '认为申请材料已经齐全，不再补充' },
    ],
    check: (v, view): Record<string, string> => (v['maintains'] === true || ownOf(view).points.some((_, n) => String(v[`answer${n}`] ?? '').trim() !== '') ? {} : { answer0: '请逐点答复；没有可以补充的，勾选“认为申请材料已经齐全，不再补充”' }),
    body: (v, view) => ({ maintains: v['maintains'] === true, answers: v['maintains'] === true ? [] : ownOf(view).points.flatMap((_, n) => (String(v[`answer${n}`] ?? '').trim() ? [{ point: n + 1, text: String(v[`answer${n}`]).trim() }] : [])) }),
  },
  add: { opinion: 'none', fields: () => [{ name: 'text', label: '补充说明', required: true, kind: 'area' }] },
  assess: { opinion: 'required', fields: () => [{ name: 'recommends', label: '安全意见', required: true, kind: 'radio', options: [{ value: 'agree', zh: '可以共享' }, { value: 'reduce', zh: '减少数据项后可以共享' }, { value: 'refuse', zh: '不宜共享' }] }] },
  check: { opinion: 'required' },
  propose: { page: (view) => `/cases/application/${view.ref}/reply` },
  grant: {
    says: (view) => <div className="stack"><p>答复<b>{view.parties.find((p) => p.party === 'requester')?.name}</b>：</p><ItemTally own={ownOf(view)} /></div>,
    body: () => ({}),
  },
  refuse: {
    says: () => <p className="second">材料不全而未告知、尚无资源或接口、系统在建、待上级批准，不能作理由。</p>,
    fields: (view) => [
      { name: 'category', label: '理由类别', required: true, kind: 'select', options: ownOf(view).reasonsAllowed.map((r) => ({ value: r.category, zh: `${r.zh}（${r.basisZh}）` })) },
      { name: 'reasons', label: '理由', required: true, kind: 'area' },
      { name: 'basis', label: '禁止共享的法律、行政法规或者国务院决定', hint: '写明条款与原文。', required: true, kind: 'own', when: (v) => v['category'] === 'forbidden', draw: (v, set, _e, id) => <Citations id={id} label="依据" kinds={forbiddingChoices} withText value={Array.isArray(v) ? (v as CitationValue[]) : []} onChange={set} /> },
    ],
    body: (v) => ({ category: v['category'], reasons: v['reasons'], ...(v['category'] === 'forbidden' ? { basis: filled((v['basis'] as CitationValue[] | undefined) ?? []) } : {}) }),
  },
  withdraw: {
    opinion: 'none', attachments: false,
    fields: (view) => (view.state === 'draft' || view.state === 'consent' ? [] : [
      { name: 'reason', label: '撤回原因', required: true, kind: 'area', max: 500 },
      { name: 'atProvidersWish', kind: 'check', label: '应提供部门要求撤回（计入统计）' },
    ]),
    says: (view) => <p>撤回“{view.title}”的申请。已经列入督办的线索不因撤回而消除。</p>,
  },
  reconsider: { says: (view) => <p>重新办理这一申请，由经办人另行拟答复。答复时限自今日起重新计算，须在 {limitZh(application.clocks.reply, ownOf(view).entry.sharing.attribute)}内答复。</p> },
  rate: {
    opinion: 'none', attachments: false,
    fields: () => [
      { name: 'score', label: '评价', required: true, kind: 'radio', options: [5, 4, 3, 2, 1].map((n) => ({ value: String(n), zh: `${n} 分` })) },
      { name: 'text', label: '说明', kind: 'own', draw: (v, set, _e, id) => <Area id={id} aria-label="说明" value={String(v ?? '')} maxLength={500} autoSize={{ minRows: 2 }} onChange={(e) => set(e.target.value)} /> },
    ],
    body: (v) => ({ score: Number(v['score']), ...(v['text'] ? { text: v['text'] } : {}) }),
  },
};

const tiedWords: Readonly<Record<string, string>> = { basis: '使用依据', scenario: '使用场景', range: '使用范围', mode: '共享方式', term: '使用时限' };
function tied(p: { readonly tiedTo: string; readonly condition: number | null }): string {
  return p.tiedTo === 'condition' ? `目录条件 ${p.condition ?? ''}` : tiedWords[p.tiedTo] ?? '';
}

import type { ActForms } from '../case/act-form.ts';


/** What each act of a finding states (Art. 39–42). */
export const acts: ActForms = {
  explain: { opinion: 'none', fields: () => [{ name: 'grounds', label: '情况与正当理由', required: true, kind: 'area', max: 4000 }] },
  dismiss: { opinion: 'none', fields: () => [{ name: 'reason', label: '了结的理由', hint: '有正当理由的才了结；计入年度报告。', required: true, kind: 'area' }] },
  order: { opinion: 'none', says: () => <p>责令改正以后，单位须在期限内改正并报告；拒不改正的可以移送。</p>, fields: () => [{ name: 'what', label: '责令改正的内容', required: true, kind: 'area' }, { name: 'mendBy', label: '改正期限', required: true, kind: 'date' }] },
  report: { opinion: 'none', fields: () => [{ name: 'done', label: '改正情况', required: true, kind: 'area', max: 4000 }] },
  insist: { opinion: 'none', fields: () => [{ name: 'lacking', label: '还缺什么', required: true, kind: 'area' }, { name: 'mendBy', label: '再限期至', required: true, kind: 'date' }] },
  refer: { opinion: 'none', fields: () => [{ name: 'document', label: '移送文件', hint: '名称与文号；处分在平台以外作出。', required: true, kind: 'text', max: 300 }, { name: 'reasons', label: '理由', required: true, kind: 'area' }, { name: 'grave', label: '情节严重', kind: 'check' }], body: (v) => ({ document: v['document'], reasons: v['reasons'], grave: v['grave'] === true }) },
  record: { opinion: 'none', fields: () => [{ name: 'outcome', label: '处理结果', required: true, kind: 'area' }] },
  circulate: { opinion: 'none', says: () => <p>通报发给本区划各单位，不改变本事项的状态。</p>, fields: () => [{ name: 'text', label: '通报内容', required: true, kind: 'area', max: 400 }] },
};

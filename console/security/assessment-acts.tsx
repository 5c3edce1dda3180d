import type { z } from 'zod';
import type { AssessmentOwn } from '../../processes/security/contract.ts';
import { AnswersField, startAnswers, statedAnswers, wrongAnswers } from './answers.tsx';
import type { ActForms } from '../case/act-form.ts';

type Own = z.infer<typeof AssessmentOwn>;
const own = (view: { readonly own: unknown }): Own => view.own as Own;

/** What each act of an assessment states. */
export const acts: ActForms = {
  submit: {
    fields: (view) => [{ name: 'answers', label: '逐项回答', hint: '“尚不清楚”不是回答；要求说明的须写明。', required: true, kind: 'own', draw: (v, set, errors) => <AnswersField questions={own(view).questions} value={v} set={set} errors={errors} /> }],
    initial: (view) => ({ answers: startAnswers(own(view).questions) }),
    body: (v, view) => ({ answers: statedAnswers(v['answers'], own(view).questions) }),
    check: (v, view) => wrongAnswers(v['answers'], own(view).questions),
  },
  conclude: {
    fields: () => [
      { name: 'level', label: '风险', required: true, kind: 'radio', options: [{ value: 'low', zh: '低' }, { value: 'medium', zh: '中' }, { value: 'high', zh: '高' }] },
      { name: 'secret', label: '涉密', hint: '属于国家秘密、工作秘密的，不得编制、共享。', required: true, kind: 'radio', options: [{ value: 'none', zh: '不涉密' }, { value: 'work-secret', zh: '属于工作秘密' }, { value: 'state-secret', zh: '属于国家秘密' }] },
      { name: 'measures', label: '保护措施', required: true, kind: 'area' },
      { name: 'remaining', label: '剩余风险', required: true, kind: 'area' },
    ],
  },
  return: { opinion: 'required' },
  lapse: { fields: () => [{ name: 'reasons', label: '失效的理由', required: true, kind: 'area', max: 1000 }] },
};

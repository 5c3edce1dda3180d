import { ApplicationBody, type ApplicationDraft, type Problem } from './contract.ts';
import type { EntryBody } from '../catalog/contract.ts';

/** Names of fields as the form has them; the sentence says what to do. */
const fieldZh: Readonly<Record<string, string>> = {
  items: '数据项', purpose: '业务事项', basis: '使用依据', scenario: '使用场景', range: '使用范围', mode: '共享方式', serviceKind: '接口方式', term: '使用时限',
  systems: '使用系统', signedOnce: '签名一次有效', responsible: '责任岗位和联系电话', frequency: '每日调用和每分钟峰值',
};

/** What a draft still lacks before it may be submitted: softly, nothing is refused here. The hard checks are those of `submit`. */
export function problemsOf(draft: ApplicationDraft, entry: EntryBody): Problem[] {
  const parsed = ApplicationBody.safeParse(draft);
  const problems: Problem[] = parsed.success ? [] : parsed.error.issues.map((issue) => {
    const path = issue.path.join('.');
    const name = fieldZh[String(issue.path[0])] ?? path;
    const missing = issue.code === 'invalid_type' && /undefined/.test(issue.message);
    return { path, basis: '20.2', message: missing || /[a-z]{3}/i.test(issue.message) ? `请填写${name}` : issue.message };
  });
  if (draft.mode !== undefined && !entry.modes.includes(draft.mode)) problems.push({ path: 'mode', basis: '22.2', message: '该目录不提供这一共享方式，请改选' });
  if (draft.mode === 'service' && !draft.serviceKind) problems.push({ path: 'serviceKind', basis: '20.2', message: '请选择查询或者核验；只需知道“是”或“否”的，选核验' });
  if (draft.term && draft.term.to === null && (draft.term.reason ?? '').length < 4) problems.push({ path: 'term.reason', basis: '20.2', message: '长期使用的，请写明理由' });
  return [...new Map(problems.map((one) => [`${one.path}|${one.message}`, one])).values()];
}

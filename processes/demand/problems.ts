import { normal } from '../catalog/index.ts';
import { DemandBody, type DemandDraft, type Problem } from './contract.ts';

/** Names of fields as the form has them; the sentence says what to do. */
const fieldZh: Readonly<Record<string, string>> = {
  title: '所需数据的名称', description: '使用场景', items: '数据项', duty: '使用依据', purpose: '业务事项', range: '使用范围', responsible: '负责人岗位和联系电话', wantedBy: '期望日期',
};

/** What a demand still lacks before it may be registered: softly, nothing is refused here; `register` refuses by the same list. */
export function problemsOf(draft: DemandDraft): Problem[] {
  const parsed = DemandBody.safeParse(draft);
  const problems: Problem[] = parsed.success ? [] : parsed.error.issues.map((issue) => {
    const name = fieldZh[String(issue.path[0])] ?? String(issue.path[0]);
    return { path: issue.path.join('.'), message: /[a-z]{3}/i.test(issue.message) ? `请填写${name}` : issue.message };
  });
  const names = (draft.items ?? []).map((item) => normal(item.name)).filter((name) => name !== '');
  const twice = (draft.items ?? []).find((item, n) => normal(item.name) !== '' && names.indexOf(normal(item.name)) !== n && (draft.items ?? []).findIndex((one) => normal(one.name) === normal(item.name)) !== n);
  if (twice !== undefined) problems.push({ path: 'items', message: `数据项“${twice.name}”重复，请合并` });
  return [...new Map(problems.map((one) => [`${one.path}|${one.message}`, one])).values()];
}

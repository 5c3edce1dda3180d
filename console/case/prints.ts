import type { CaseView } from '../../platform/procedures/contract.ts';

/** What can be printed of a case as it stands. */
export function printsOf(view: CaseView): readonly { readonly zh: string; readonly document: string }[] {
  const sheet = { zh: '办理单', document: 'sheet' };
  if (view.kind !== 'application') return [sheet];
  const answered = ['granted', 'refused', 'reply'].includes(view.state);
  return [sheet, { zh: '申请表', document: 'form' }, ...(answered ? [{ zh: view.state === 'reply' ? '答复函预览' : '答复函', document: 'letter' }] : [])];
}

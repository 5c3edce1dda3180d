import { fail, isLawError, LawError } from '../../law/errors.ts';

/** @throws WORKBOOK_UNREADABLE  what is wrong, in words that stand between “工作簿无法读取：” and a full stop */
export function refuse(why: string): never {
  return fail('WORKBOOK_UNREADABLE', { why });
}

/** What broke while a part was unpacked or parsed, as a refusal: damaged bytes are the file's fault, never ours. */
export function damaged(thrown: unknown): Error {
  return isLawError(thrown) ? thrown : new LawError('WORKBOOK_UNREADABLE', { why: '内容已损坏，可能没有传完整' });
}

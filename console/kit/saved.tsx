import { clockTime } from './formats.ts';
import type { Saved } from './draft.ts';

/** ✓ 草稿已存 09:12:40, beside the title after each save. */
export function SavedMark({ saved }: { readonly saved: Saved<{ readonly savedAt: string }> }) {
  if (saved.error) return <span className="saved not" role="alert">草稿没有存上：{saved.error.refusal.message}</span>;
  return <span className="saved" role="status">{saved.busy ? '正在保存草稿…' : saved.at ? `✓ 草稿已存 ${clockTime(saved.at)}` : ''}</span>;
}

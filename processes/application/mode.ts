import { fail } from '../../law/errors.ts';

const words: Readonly<Record<string, string>> = { service: '服务接口', batch: '批量交换', file: '文件下载' };

/** 共享方式 (Art. 22 ¶2) as people read it. */
export function modeZh(mode: string): string {
  return words[mode] ?? mode;
}

export function refuseMode(mode: string, entry: { readonly modes: readonly string[] }): never {
  return fail('MODE_NOT_OFFERED', { mode: modeZh(mode), offered: entry.modes.map(modeZh).join('、') });
}

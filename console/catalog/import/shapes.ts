import type { ImportEntry, ImportKind, ImportRow, ImportState, ImportView } from '../../../processes/catalog/import/contract.ts';
import { fileSize } from '../../kit/formats.ts';
import type { Tone } from '../../kit/tag.tsx';

export type { ImportEntry, ImportKind, ImportRow, ImportState, ImportView };

export const stateZh: Readonly<Record<ImportState, string>> = { received: '正在读取', checked: '待确认', refused: '不能导入', importing: '正在导入', done: '已导入', returned: '已退回', undoing: '正在撤销', undone: '已撤销' };
export const stateTone: Readonly<Record<ImportState, Tone>> = { received: 'pause', checked: 'acc', refused: 'red', importing: 'pause', done: 'ok', returned: 'chip', undoing: 'pause', undone: 'chip' };
export const kindZh: Readonly<Record<ImportKind, string>> = { add: '新增', update: '更新', same: '未变', duplicate: '重复', error: '错误', mixed: '待拆分' };
export const kindTone: Readonly<Record<ImportKind, Tone>> = { add: 'ok', update: 'acc', same: 'chip', duplicate: 'red', error: 'red', mixed: 'near' };
export const outcomeZh = { done: '已成草稿', failed: '没有导入', undone: '已撤销', kept: '保留' } as const;
export const outcomeTone: Readonly<Record<keyof typeof outcomeZh, Tone>> = { done: 'ok', failed: 'red', undone: 'chip', kept: 'near' };
export const works = (state: ImportState): boolean => state === 'received' || state === 'importing' || state === 'undoing';
export const fileLine = (it: Pick<ImportRow, 'bytes'>): string => fileSize(it.bytes);

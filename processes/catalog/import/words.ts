import type { ImportState } from './contract.ts';

export const STATE_ZH: Readonly<Record<ImportState, string>> = { received: '已收到，正在读取', checked: '待确认', refused: '不能导入', importing: '正在导入', done: '已导入', returned: '已退回', undoing: '正在撤销', undone: '已撤销' };

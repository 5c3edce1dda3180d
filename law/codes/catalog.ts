import type { Code, CodeList } from './list.ts';

const GUIDE = '政务信息资源目录编制指南（试行），发改高技〔2017〕1272号';
const SINCE_GUIDE = '2017-06-30';
const SINCE_ORDER = '2025-08-01';

/** Art. 14 ¶1: exactly three, one for one with the guide's 1, 2, 3. */
export const sharingTypes = {
  name: 'sharing-type', zh: '共享属性', source: '政务数据共享条例第十四条', evidence: 'text',
  codes: [
    { code: 'unconditional', zh: '无条件共享', number: '1', from: SINCE_GUIDE, also: ['1', '无条件共享类'] },
    { code: 'conditional', zh: '有条件共享', number: '2', from: SINCE_GUIDE, also: ['2', '有条件共享类'] },
    { code: 'not-shared', zh: '不予共享', number: '3', from: SINCE_GUIDE, also: ['3', '不予共享类'] },
  ],
} as const satisfies CodeList<Code & { readonly number: string }>;
export type SharingType = (typeof sharingTypes.codes)[number]['code'];

/** Art. 22 ¶2, with the words of GB/T 45800.2-2025 and of the guide. Paper, mail and disks were ways of 2017 and carry no data here. */
export const sharingModes = {
  name: 'sharing-mode', zh: '共享方式', source: '政务数据共享条例第二十二条第二款；GB/T 45800.2-2025', evidence: 'text', open: true,
  codes: [
    { code: 'service', zh: '服务接口', from: SINCE_ORDER, also: ['接口', '接口传输', '服务接口方式', '共享平台-接口'] },
    { code: 'batch', zh: '批量交换', from: SINCE_ORDER, also: ['库表', '库表交换', '数据库', '共享平台-数据库'] },
    { code: 'file', zh: '文件下载', from: SINCE_ORDER, also: ['文件', '文件交换', '共享平台-文件'] },
    { code: 'mail', zh: '邮件', from: SINCE_GUIDE, to: '2025-07-31' },
    { code: 'disk', zh: '拷盘', from: SINCE_GUIDE, to: '2025-07-31' },
    { code: 'medium', zh: '介质交换', from: SINCE_GUIDE, to: '2025-07-31', also: ['介质交换（纸质报表、电子文档等）'] },
  ],
} as const satisfies CodeList;
export type SharingMode = 'service' | 'batch' | 'file';

/** Words, never numbers: the numeric codes seen in programs contradict each other. `days`: after so many the data counts as stale. */
export const updateCycles = {
  name: 'update-cycle', zh: '更新周期', source: GUIDE, evidence: 'secondary', open: true,
  codes: [
    { code: 'realtime', zh: '实时', days: 1, from: SINCE_GUIDE },
    { code: 'daily', zh: '每日', days: 1, from: SINCE_GUIDE, also: ['日', '每天'] },
    { code: 'weekly', zh: '每周', days: 7, from: SINCE_GUIDE, also: ['周'] },
    { code: 'ten-days', zh: '每旬', days: 10, from: SINCE_GUIDE, also: ['旬'] },
    { code: 'monthly', zh: '每月', days: 31, from: SINCE_GUIDE, also: ['月'] },
    { code: 'quarterly', zh: '每季度', days: 92, from: SINCE_GUIDE, also: ['季', '每季'] },
    { code: 'half-yearly', zh: '每半年', days: 184, from: SINCE_GUIDE, also: ['半年'] },
    { code: 'yearly', zh: '每年', days: 366, from: SINCE_GUIDE, also: ['年'] },
    { code: 'irregular', zh: '不定期', days: null, from: SINCE_GUIDE, also: ['不定时'] },
    { code: 'other', zh: '其他', days: null, from: SINCE_GUIDE },
  ],
} as const satisfies CodeList<Code & { readonly days: number | null }>;
export type UpdateCycle = (typeof updateCycles.codes)[number]['code'];

/** 信息资源格式: classes with their types; 服务接口 is added by practice. `modes`: how such data can be shared. */
export const formats = {
  name: 'format', zh: '信息资源格式', source: GUIDE, evidence: 'secondary', open: true,
  codes: [
    { code: 'document', zh: '电子文件', from: SINCE_GUIDE, modes: ['file'], types: ['OFD', 'WPS', 'XML', 'TXT', 'DOC', 'DOCX', 'HTML', 'PDF', 'PPT'] },
    { code: 'sheet', zh: '电子表格', from: SINCE_GUIDE, modes: ['file', 'batch'], types: ['ET', 'XLS', 'XLSX', 'CSV'] },
    { code: 'database', zh: '数据库', from: SINCE_GUIDE, modes: ['service', 'batch', 'file'], types: ['达梦', 'KingbaseES', 'openGauss', 'OceanBase', 'PostgreSQL', 'MySQL', 'Oracle', 'SQL Server', 'DB2', 'Access', 'DBF', 'Sybase'] },
    { code: 'image', zh: '图形图像', from: SINCE_GUIDE, modes: ['file'], types: ['JPG', 'GIF', 'BMP', 'PNG', 'TIFF'] },
    { code: 'media', zh: '流媒体', from: SINCE_GUIDE, modes: ['file'], types: ['SWF', 'RM', 'MPG', 'MP4'] },
    { code: 'self-described', zh: '自描述格式', from: SINCE_GUIDE, modes: ['file'], types: [] },
    { code: 'interface', zh: '服务接口', from: SINCE_GUIDE, modes: ['service'], types: ['HTTP', 'SOAP'] },
  ],
} as const satisfies CodeList<Code & { readonly modes: readonly SharingMode[]; readonly types: readonly string[] }>;
export type FormatClass = (typeof formats.codes)[number]['code'];

/** 数据类型 of an item; the letter is what workbooks write behind the word (字符型C). */
export const itemTypes = {
  name: 'item-type', zh: '数据类型', source: GUIDE, evidence: 'secondary',
  codes: ([
    ['C', '字符型'], ['N', '数值型'], ['Y', '货币型'], ['D', '日期型'], ['T', '日期时间型'], ['L', '逻辑型'],
    ['M', '备注型'], ['G', '通用型'], ['B', '双精度型'], ['I', '整型'], ['F', '浮点型'],
  ] as const).map(([code, zh]) => ({ code, zh, from: SINCE_GUIDE, also: [`${zh}${code}`, `${zh}（${code}）`] })),
} satisfies CodeList;
export type ItemType = 'C' | 'N' | 'Y' | 'D' | 'T' | 'L' | 'M' | 'G' | 'B' | 'I' | 'F';

/** How data of a format can be shared: file-type formats only as files, databases in every way. */
export function modesOfFormat(format: FormatClass): readonly SharingMode[] {
  return formats.codes.find((one) => one.code === format)?.modes ?? [];
}

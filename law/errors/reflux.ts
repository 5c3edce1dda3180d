import type { ErrorEntry } from './entry.ts';

/** Reflux: Art. 24, 30 ¶3. */
export const refluxErrors = {
  REFLUX_NOT_FOUND: { kind: 'not-found', say: () => '没有这件回流，或者与您所在单位无关。' },
  REFLUX_NOT_ABOVE: { kind: 'invalid', article: '24.1', say: (p: { sender: string; receiver: string }) => `${p.sender}不在${p.receiver}所在地区的上级，不属于回流。需要其数据的，请提出共享申请。` },
  REFLUX_RECEIVER_MISSING: { kind: 'invalid', article: '24.1', say: () => '上级部门主动回流的，请选择接收数据的下级部门。' },
  REFLUX_OPEN_ALREADY: { kind: 'conflict', article: '24.1', say: (p: { number: string }) => `这个目录向该部门的回流已在办理，编号 ${p.number}。请在其中办理，接通以后还需要其他数据项、行政区域的，再行提出。` },
  REFLUX_ENTRY_OFF: { kind: 'conflict', article: '24.1', say: (p: { entry: string }) => `目录“${p.entry}”未在发布状态，暂不能回流。请待其恢复发布后再办。` },
  REFLUX_ITEMS_FOREIGN: { kind: 'invalid', article: '24.1', say: (p: { items: string }) => `目录现行版本没有第 ${p.items} 项。请从目录的数据项中选择。` },
  REFLUX_OUTSIDE_AREA: { kind: 'invalid', article: '24.1', say: (p: { regions: string; receiver: string }) => `${p.regions}不在${p.receiver}的行政区域内。回流的是下级政府行政区域内的数据，请从本行政区域中选择。` },
  REFLUX_VILLAGES_NOT_HERE: { kind: 'invalid', article: '30.3', say: (p: { receiver: string }) => `乡镇（街道）、村（社区）由所在的县（市、区）列明，${p.receiver}不能列明。请由县级部门提出回流。` },
  REFLUX_VILLAGE_OUTSIDE: { kind: 'invalid', article: '30.3', say: (p: { names: string }) => `${p.names}的区划代码须为 9 位或者 12 位，并且在所选行政区域内。请核对代码。` },
  REFLUX_VILLAGE_NAME: { kind: 'invalid', article: '30.3', say: (p: { code: string; name: string; listed: string }) => `区划代码 ${p.code} 是${p.listed}，不是${p.name}。请核对名称和代码。` },
  REFLUX_VILLAGE_TWICE: { kind: 'invalid', article: '30.3', say: () => '有的乡镇（街道）、村（社区）列了两次。请删去重复的。' },
  REFLUX_OWN_GROUND: { kind: 'conflict', article: '24.1', say: () => '这件回流由上级部门自己提出，不能再以安全为由反对。不再回流的，请撤回。' },
  REFLUX_STOPPED_BEFORE: { kind: 'conflict', article: '27.2', say: (p: { number: string }) => `上一件回流 ${p.number} 在停用期间结束，取得的数据尚未妥善处置。请先在其授权中报处置情况，由提供部门确认后再提出。` },
  REFLUX_PAUSED: { kind: 'conflict', article: '27.2', say: (p: { number: string }) => `这个目录向该部门的回流 ${p.number} 已暂停，恢复以前不得另行回流。请先在其授权中整改、恢复。` },
  REFLUX_FLOWS_ALREADY: { kind: 'conflict', article: '24.1', say: (p: { number: string }) => `所列数据项和行政区域已由 ${p.number} 回流。请增加还需要的数据项或者行政区域；不需要增加的，不必另行提出。` },
  REFLUX_COLUMN_UNBOUND: { kind: 'conflict', article: '24.1', say: (p: { item: string }) => `“${p.item}”没有对应到数据资源的字段，不能据以按行政区域切分。请先在“数据资源”中挂接，或者另选区划代码所在的数据项。` },
  REFLUX_COLUMN_UNFIT: { kind: 'invalid', article: '24.1', say: (p: { item: string }) => `“${p.item}”中没有一条是行政区划代码，不能据以按行政区域切分。请选择区划代码所在的数据项。` },
  REFLUX_NO_KEY: { kind: 'conflict', article: '24.1', say: () => '这个目录没有挂接主键数据项，不能逐期对账。请先更新目录，标明主键数据项，再重新挂接。' },
  REFLUX_USE_FREE: { kind: 'conflict', article: '24.2', say: () => '回流的数据按照履行职责的需要共享、使用，不需要申请变更用途、范围。' },
} as const satisfies Record<string, ErrorEntry>;

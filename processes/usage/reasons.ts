/** Why a call was refused or failed, as call records keep it (a word of the plane) and as people read it. */
export const callReasons: Readonly<Record<string, string>> = {
  address: '来源地址不在约定网段内',
  'bad-page': '分页参数有误',
  'bad-page-size': '每页行数超出约定',
  'bad-value': '参数格式不正确',
  contradicting: '同一参数前后不一',
  'failed-line': '提供部门系统暂不可用',
  'failed-slow': '提供部门系统应答超时',
  'failed-too-large': '应答超过上限',
  malformed: '请求格式不正确',
  method: '请求方法不受理',
  'missing-key': '缺少必填参数',
  mode: '共享方式不是服务接口',
  'no-grant': '授权已过期或者已停用',
  'no-person': '没有写明经办人标识',
  'not-bound': '服务尚未挂接',
  quota: '调用次数超限',
  'stopped-entry': '目录已应急停用',
  'stopped-grant': '授权已暂停或者停用',
  'term-ahead': '授权尚未生效',
  'term-over': '授权已到期',
};

/** The reason in Chinese; a word that this table lacks is shown as it stands. */
export function callReasonZh(reason: string | null): string | null {
  return reason === null ? null : callReasons[reason] ?? reason;
}

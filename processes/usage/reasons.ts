/** Why a call was refused or failed, as call records keep it (a word of the plane) and as people read it. */
export const callReasons: Readonly<Record<string, string>> = {
  address: '来源地址不在约定网段内',
  'bad-page': '分页参数有误',
  'bad-page-size': '每页行数超出约定',
  'bad-value': '参数格式不正确',
  'body-broken': '请求体不完整',
  'body-slow': '请求体未按时传完',
  'body-too-large': '请求体过大',
  bug: '网关内部出错',
  'client-bad': '应用标识或者密钥不被接受',
  closed: '网关暂停受理',
  contradicting: '同一参数前后不一',
  'failed-line': '提供部门系统暂不可用',
  'failed-slow': '提供部门系统应答超时',
  'failed-too-large': '应答超过上限',
  'form-bad': '取令牌的请求有误',
  'grant-type': '不受理的取令牌方式',
  incomplete: '请求参数不完整',
  'key-gone': '密钥已停用',
  maintenance: '提供部门系统在公告的维护时段内',
  malformed: '请求格式不正确',
  'media-type': '请求体的类型不受理',
  method: '请求方法不受理',
  'missing-key': '缺少必填参数',
  mode: '共享方式不是服务接口',
  'no-grant': '授权已过期或者已停用',
  'no-person': '没有写明经办人标识',
  'not-bound': '服务尚未挂接',
  'not-listed': '凭据、签名或者时间不被接受',
  quota: '调用次数超限',
  rtime: '请求时间戳无效',
  'sandbox-over': '接口沙箱已到期或者结束',
  'scope-foreign': '凭据不包含所要的服务',
  'service-foreign': '令牌不能调用该服务',
  'state-held': '授权已应急停用',
  'state-mended': '授权已暂停',
  'state-preparing': '授权尚未交付',
  'state-suspended': '授权已暂停',
  'stopped-entry': '目录已应急停用',
  'stopped-grant': '授权已暂停或者停用',
  'term-ahead': '授权尚未生效',
  'term-over': '授权已到期',
  'token-bad': '访问令牌无效',
  'token-expired': '访问令牌已过期',
  'token-key': '令牌所属的密钥已停用',
  'token-misplaced': '访问令牌的写法有误',
  'token-missing': '没有带访问令牌',
  unrecorded: '调用记录不能写下',
};

/** Reasons that go on with a state or a code of the database. */
const families: readonly (readonly [RegExp, string])[] = [[/^state-/, '授权已结束'], [/^failed-/, '提供部门系统暂不可用']];

/** The reason in Chinese; a word that this table lacks is shown as it stands. */
export function callReasonZh(reason: string | null): string | null {
  return reason === null ? null : callReasons[reason] ?? families.find(([shape]) => shape.test(reason))?.[1] ?? reason;
}

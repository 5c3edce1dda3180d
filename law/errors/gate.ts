import type { ErrorEntry } from './entry.ts';

/**
 * What the gateway says at the REST door: to systems, and to the people who build them. The national protocol has words
 * of its own (plane/national/answers.ts); plane/rest/problems.ts says which of its reasons is which of these.
 */
export const gateErrors = {
  GATE_CLOSED: { kind: 'unavailable', say: () => '服务暂不可用，请稍后重试。' },
  GATE_FAILED: { kind: 'bug', say: () => '网关内部出错，本次没有提供数据。请将应答头 x-request-id 的值告知平台运维。' },
  GATE_RECORD_UNAVAILABLE: { kind: 'unavailable', article: '29.2', say: () => '暂时不能写下使用记录，依规定不提供数据。请稍后重试。' },

  GATE_TOKEN_MISSING: { kind: 'unauthenticated', say: () => '请求没有带访问令牌。请用应用标识和密钥取得令牌，放在请求头 Authorization: Bearer 之后。' },
  GATE_TOKEN_MISPLACED: { kind: 'invalid', say: (p: { why: string }) => `访问令牌的写法有误：${p.why}。令牌只能放在一个 Authorization 请求头中，写作 Bearer 加空格加令牌。` },
  GATE_TOKEN_INVALID: { kind: 'unauthenticated', say: () => '访问令牌不被接受。请用应用标识和密钥重新取得令牌。' },
  GATE_TOKEN_EXPIRED: { kind: 'unauthenticated', say: () => '访问令牌已过期。请用应用标识和密钥重新取得令牌。' },
  GATE_KEY_STOPPED: { kind: 'unauthenticated', article: '35.2', say: () => '取得这个令牌的密钥已经停用或者更换。请用现行密钥重新取得令牌；没有现行密钥的，请本单位经办人更换密钥。' },
  GATE_SERVICE_FOREIGN: { kind: 'forbidden', say: () => '这个令牌不能调用该服务。请核对地址中的服务标识，或者换用该服务的凭据。' },

  GATE_FORM_INVALID: { kind: 'invalid', say: (p: { why: string }) => `取令牌的请求有误：${p.why}。请以 POST 提交 application/x-www-form-urlencoded，含 grant_type=client_credentials。` },
  GATE_GRANT_TYPE_UNKNOWN: { kind: 'invalid', say: () => '只受理 grant_type=client_credentials，请改正。' },
  GATE_CLIENT_REFUSED: { kind: 'unauthenticated', say: () => '应用标识或者密钥不被接受。请核对凭据；密钥遗失的请更换，失窃的请立即报告。' },
  GATE_SCOPE_FOREIGN: { kind: 'invalid', say: () => '凭据不包含 scope 所写的服务。请填写本凭据的服务标识，或者不填 scope。' },

  GATE_GRANT_STOPPED: { kind: 'forbidden', article: '27.2', say: () => '授权已暂停、停用、到期或者终止，不提供数据。请在“我的授权”中查看原因。' },
  GATE_GRANT_SUSPENDED: { kind: 'forbidden', article: '27.2', say: () => '授权已暂停，不提供数据。请在“我的授权”中查看事由和整改期限。' },
  GATE_GRANT_HELD: { kind: 'forbidden', article: '35.3', say: () => '因安全事件或者目录紧急下线，授权已应急停用。解除以后原凭据可以继续使用，请留意通知。' },
  GATE_GRANT_NOT_YET: { kind: 'forbidden', article: '20.2', say: (p: { from: string }) => `授权自 ${p.from} 起生效，此前不能调用。` },
  GATE_GRANT_ENDED: { kind: 'forbidden', article: '27.1', say: () => '授权已经到期或者结束。仍需使用的，请提出新的申请。' },
  GATE_MODE_OTHER: { kind: 'forbidden', article: '22.2', say: () => '该授权的共享方式不是服务接口，请按授权所列的方式取得数据。' },
  GATE_ADDRESS_REFUSED: { kind: 'forbidden', article: '35.2', say: () => '调用地址不在授权登记的地址内。请在授权中登记调用地址。' },
  GATE_PERSON_MISSING: { kind: 'invalid', article: '29.2', say: () => '该授权须以请求头 shuqiao-person 写明经办人标识，请补上。' },

  GATE_METHOD_OTHER: { kind: 'invalid', say: (p: { allowed: string }) => `这个地址只受理 ${p.allowed} 请求，请改正。` },
  GATE_MEDIA_TYPE_OTHER: { kind: 'invalid', say: (p: { wanted: string }) => `请求体须为 ${p.wanted}，请改正 Content-Type 和内容。` },
  GATE_BODY_INVALID: { kind: 'invalid', say: (p: { why: string }) => `请求体有误：${p.why}。请改正后再调用。` },
  GATE_KEY_MISSING: { kind: 'invalid', say: (p: { keys: string }) => `缺少查询条件：${p.keys}。请按服务说明提供。` },
  GATE_PARAMETER_INVALID: { kind: 'invalid', say: (p: { name: string; why: string }) => `参数“${p.name}”有误：${p.why}。请改正后再调用。` },
  GATE_QUOTA_SPENT: { kind: 'too-many', say: (p: { period: string }) => `${p.period}调用次数已用完，请在下一周期再调用，或者申请提高配额。` },
  GATE_ANSWER_TOO_LARGE: { kind: 'invalid', say: () => '结果超过单次上限，请分页查询；大量数据请申请批量交换或者文件下载。' },

  GATE_NOT_BOUND: { kind: 'unavailable', article: '22.1', say: () => '该服务尚未挂接或者暂不可用。请稍后重试，持续不可用的请联系提供部门。' },
  GATE_SOURCE_FAILED: { kind: 'unavailable', say: () => '提供部门的数据源暂不可用，请稍后重试。' },
  GATE_SOURCE_SLOW: { kind: 'unavailable', say: () => '提供部门的数据源应答超时，请稍后重试或者缩小查询范围。' },
  GATE_SOURCE_MAINTAINED: { kind: 'unavailable', say: (p: { until: string }) => `提供部门系统在公告的维护时段内，暂不可用，预计 ${p.until} 恢复。请届时重试。` },
  GATE_SANDBOX_OVER: { kind: 'forbidden', say: () => '接口沙箱已经到期或者结束。请在“接口沙箱”中重新开通。' },
} as const satisfies Record<string, ErrorEntry>;

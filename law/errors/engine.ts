import type { ErrorEntry } from './entry.ts';

/** What the engine refuses, whatever the procedure: moves, versions, clocks, hand-over, batch, attachments' place in a case. */
export const engineErrors = {
  CASE_NOT_FOUND: { kind: 'not-found', say: () => '没有这个事项，或者您所在单位不是它的当事方。请核对编号。' },
  PROCEDURE_UNKNOWN: { kind: 'not-found', say: (p: { procedure: string }) => `没有名为“${p.procedure}”的程序，请核对地址。` },
  ACT_UNKNOWN: { kind: 'not-found', say: (p: { act: string }) => `这一程序没有“${p.act}”这个动作，请核对地址。` },
  /** The row does not exist in this state. */
  NO_SUCH_MOVE: { kind: 'conflict', say: (p: { act: string; state: string }) => `事项现为“${p.state}”，不能办理“${p.act}”。请刷新页面，按现在可办的动作办理。` },
  NOT_YOUR_MOVE: { kind: 'forbidden', say: (p: { act: string; may: string }) => `“${p.act}”由${p.may}办理，您现在的岗位不能办理。请转请该岗位办理；兼任该岗位的，先切换岗位。` },
  /** As above, where the article of the row is known: the engine shows it beside the sentence. */
  ALREADY_DONE: { kind: 'conflict', say: (p: { act: string }) => `“${p.act}”只能办理一次，本事项已经办过，不能再办。` },
  OWN_WORK: { kind: 'forbidden', say: (p: { act: string }) => `本人起草、提交或者拟办的，不得由本人“${p.act}”（含转办、委托）。请由同岗位其他人员或者上一级岗位办理。` },
  NEARER_POST_HELD: { kind: 'forbidden', say: (p: { act: string; may: string }) => `${p.may}岗位有人在任，“${p.act}”应由其办理；岗位空缺时才由上一级岗位代为办理。` },

  VERSION_MISSING: { kind: 'invalid', say: () => '请求缺少事项版本号（If-Match），请刷新页面后再办。' },
  VERSION_STALE: { kind: 'conflict', say: (p: { now: number; what: string }) => `您打开之后事项已有变化（现为第 ${p.now} 版）：${p.what}。请刷新核对后再办。` },
  REQUEST_ID_MISSING: { kind: 'invalid', say: () => '请求缺少请求编号（Idempotency-Key，UUID），请更新客户端后重试。' },
  REQUEST_ID_REUSED: { kind: 'conflict', say: () => '同一请求编号已用于内容不同的另一次办理。请用新的请求编号重新提交。' },
  BUSY_RETRY: { kind: 'unavailable', say: () => '同一时刻办理的人较多，本次没有办成，未作任何改动。请稍后重试。' },

  FIELD_MISSING: { kind: 'invalid', say: (p: { field: string }) => `缺少“${p.field}”，请补填后再提交。` },
  OPINION_REQUIRED: { kind: 'invalid', say: (p: { act: string }) => `办理“${p.act}”须填写意见，请写明理由和要求。` },
  DATE_NOT_AHEAD: { kind: 'invalid', say: (p: { field: string; date: string }) => `“${p.field}”须晚于今日，${p.date} 已经到期或者过去。请另定日期。` },
  DATE_TOO_SOON: { kind: 'invalid', say: (p: { field: string; days: number; earliest: string }) => `“${p.field}”至少留 ${p.days} 个工作日，最早为 ${p.earliest}。请改定日期。` },
  DATE_IN_FUTURE: { kind: 'invalid', say: (p: { field: string; date: string }) => `“${p.field}”不能晚于今日，现填 ${p.date}。请核对。` },
  PAPER_DOCUMENT_REQUIRED: { kind: 'invalid', say: () => '代录须附来文或者决定的原件扫描件，并填写文号和日期。请上传后再提交。' },

  EXTENSION_NONE: { kind: 'conflict', say: (p: { clock: string }) => `“${p.clock}”不能延长，请按期办理。` },
  EXTENSION_CLOCK_OVER: { kind: 'conflict', say: (p: { clock: string; dueOn: string }) => `“${p.clock}”已于 ${p.dueOn} 届满或者已经停止，届满后不得延长。请尽快办理；逾期情况将由主管部门掌握。` },
  EXTENSION_ONCE: { kind: 'conflict', say: (p: { clock: string }) => `“${p.clock}”只能延长一次，已经延长过。请在现期限内办理。` },
  EXTENSION_TOO_LONG: { kind: 'invalid', say: (p: { clock: string; most: number }) => `“${p.clock}”延长不得超过 ${p.most} 个工作日，请改填天数。` },
  EXTENSION_ASKED_ALREADY: { kind: 'conflict', say: (p: { clock: string }) => `“${p.clock}”的延期申请已在主管部门待批，无需重复申请。` },
  EXTENSION_NOT_ASKED: { kind: 'conflict', say: (p: { clock: string }) => `“${p.clock}”没有待批的延期申请，请刷新页面。` },
  CLOCK_UNKNOWN: { kind: 'not-found', say: (p: { clock: string }) => `本事项没有“${p.clock}”这一时限。` },

  HANDOVER_TARGET_INVALID: { kind: 'invalid', say: () => '只能转办给本单位现任同一岗位的其他人员，请重新选择。' },
  DELEGATION_DATES_INVALID: { kind: 'invalid', say: () => '委托代办须写明起止日期，起日不早于今日，止日不早于起日，且不超出本人任职期。请改正。' },
  DELEGATION_TAKER_INVALID: { kind: 'invalid', say: () => '受委托人须是本单位在职人员，不能是本人，也不能再次转委托。请重新选择。' },
  DELEGATION_OVERLAPS: { kind: 'conflict', say: () => '该岗位在这段时间内已有委托，请先撤销原委托或者改定日期。' },
  REMINDER_TOO_SOON: { kind: 'too-many', say: (p: { next: string }) => `今日已催办过，${p.next} 起可以再次催办。` },
  REMINDER_NOBODY: { kind: 'conflict', say: () => '现在轮到本单位办理或者无人待办，无需催办。' },
  TAKE_BACK_TOO_LATE: { kind: 'conflict', say: () => '下一环节已经打开，或者事项已送达其他单位，不能撤回。需要更正的，请与对方联系或者另行办理。' },
  COPY_TARGET_INVALID: { kind: 'invalid', say: () => '抄送对象须是已登记的机构，请重新选择。' },
  BATCH_TOO_MANY: { kind: 'invalid', say: (p: { most: number }) => `一次最多办理 ${p.most} 件，请分批办理。` },
  BATCH_NOT_ALLOWED: { kind: 'conflict', say: (p: { act: string }) => `“${p.act}”须逐件办理，不能批量。` },

  PARTY_MISSING: { kind: 'invalid', say: (p: { party: string }) => `没有指明${p.party}，请选择机构。` },
  ORGANISATION_UNKNOWN: { kind: 'invalid', say: (p: { org: string }) => `平台没有登记统一社会信用代码为 ${p.org} 的机构，请核对或者先登记。` },
  FACT_FOREIGN: { kind: 'bug', say: (p: { fact: string }) => `事项要素“${p.fact}”不属于本程序，未作改动。` },
  TABLE_BROKEN: { kind: 'bug', say: (p: { what: string }) => `程序表有误：${p.what}。未作任何改动，请联系平台运维。` },
  CHAIN_TOO_LONG: { kind: 'bug', say: () => '自动办理的步骤超过上限，已全部退回，未作任何改动。请联系平台运维。' },
} as const satisfies Record<string, ErrorEntry>;

import type { ErrorEntry } from './entry.ts';

/** Application and reply: Art. 20, 21, 25.2. */
export const applicationErrors = {
  ITEMS_NOT_IN_ENTRY: { kind: 'invalid', article: '20.2', say: (p: { items: string }) => `现行目录中没有这些数据项：${p.items}。请按已发布的目录重新选择。` },
  MODE_NOT_OFFERED: { kind: 'invalid', article: '22.2', say: (p: { mode: string; offered: string }) => `该目录不提供“${p.mode}”，可选：${p.offered}。请改选；确有需要的，可登记供需对接。` },
  TERM_NEEDS_END_OR_REASON: { kind: 'invalid', article: '20.2', say: () => '使用时限须写明起止日期；长期使用的，写明理由。' },
  TERM_INVALID: { kind: 'invalid', article: '20.2', say: () => '使用时限的止日须晚于今日且不早于起日，请改正。' },
  SAME_GRANT_RUNS: { kind: 'conflict', article: '20.2', say: (p: { grant: string }) => `相同数据项、相同用途的授权 ${p.grant} 仍在有效期内。需要续期的，请在该授权上办理续期。` },
  RENEWAL_FOREIGN: { kind: 'invalid', article: '20.2', say: () => '续期所指的授权不是本部门对该目录的授权，请核对。' },
  RENEWAL_GAP: { kind: 'invalid', article: '27.1', say: (p: { from: string }) => `续期须与原授权相接，起日应为 ${p.from}。请改定使用时限的起日。` },
  RENEWAL_UNFIT: { kind: 'conflict', article: '27.1', say: (p: { why: string }) => `只能续期正在使用、有截止日期的授权：${p.why}。暂停、停用的先依程序恢复；已经结束的，请提出新的申请。` },
  OWN_ENTRY: { kind: 'invalid', article: '3.2', say: () => '这是本部门自己的目录，无需申请共享。' },
  OWN_ASSESSMENT_MISSING: { kind: 'conflict', say: () => '申请含敏感个人信息，须先完成本部门个人信息保护影响评估（《个人信息保护法》第五十五条）。请先办理评估。' },
  LINKAGE_HIGH: { kind: 'conflict', article: '25.2', say: (p: { reasons: string }) => `汇聚关联风险为高：${p.reasons}。请先由提供部门安全员出具意见；无条件共享的，也不能依常设同意自动答复。` },
  SECURITY_OPINION_MISSING: { kind: 'conflict', article: '25.2', say: () => '本申请汇聚关联风险为高，须先有提供部门安全员的意见才能拟答复。请转请安全员出具；答复期限不因此停止。' },

  REPLY_CLOCK_OVER: { kind: 'conflict', article: '21.2', say: (p: { dueOn: string }) => `答复期限已于 ${p.dueOn} 届满，不能再要求补正。请就现有材料答复。` },
  ASK_POINT_NOT_TIED: { kind: 'invalid', article: '21.2', say: (p: { point: string }) => `补正要求“${p.point}”未对应申请应当明确的事项（第二十条第二款）或者目录所列条件。请对应或者删去。` },
  ANSWER_WITHOUT_POINT: { kind: 'invalid', article: '21.2', say: (p: { point: number }) => `补正清单没有第 ${p.point} 点，请逐点答复。` },
  SUPPLEMENT_ADDS_ITEMS: { kind: 'invalid', article: '21.2', say: (p: { items: string }) => `补正不得增加数据项：${p.items}。需要增加的，请另行申请。` },
  NOT_ASKED: { kind: 'conflict', article: '21.2', say: () => '提供部门没有告知补正，无需补充材料；需要改变申请内容的，请撤回后重新申请。' },

  REPLY_ITEMS_INCOMPLETE: { kind: 'invalid', article: '20.3', say: (p: { items: string }) => `答复须覆盖每个数据项，尚缺：${p.items}。请逐项写明同意，或者不同意及理由。` },
  REPLY_NOTHING_GRANTED: { kind: 'invalid', article: '21.2', say: () => '没有同意任何数据项，请改办“不同意”并说明理由。' },
  REPLY_PROPOSAL_MISSING: { kind: 'conflict', article: '20.3', say: () => '尚无拟答复意见，请先由经办人拟答复。' },
  REPLY_BEYOND_APPLICATION: { kind: 'invalid', article: '20.3', say: (p: { what: string }) => `答复的“${p.what}”超出申请，请改为不超过申请的范围。` },
  REPLY_OTHER_WAY: { kind: 'invalid', article: '21.2', say: () => '改方式提供的数据项，须写明改为目录所列的哪一种方式，且与其他数据项的方式不同。请补填，或者改为同意、不同意。' },
  CONDITIONS_ADDED: { kind: 'invalid', article: '15.1', say: (p: { condition: string }) => `“${p.condition}”不在目录所列条件之内，答复时不得增设条件。请删去。` },
  DISPOSAL_MISSING: { kind: 'invalid', article: '27.1', say: () => '同意共享须写明用后处置要求（删除、归还、封存或者留存及依据）和期限。请补填。' },
  REFUSAL_NEEDS_REASONS: { kind: 'invalid', article: '21.2', say: () => '不同意共享应当说明理由，请选择理由类别并写明具体理由和依据。' },
  REFUSAL_REASON_NOT_ALLOWED: { kind: 'invalid', article: '21.2', say: (p: { reason: string }) => `“${p.reason}”不能作为不同意的理由：材料不全应先一次性告知；没有资源、接口，系统在建，上级未批，均不是法定理由。请改正。` },
  REFUSAL_UNCONDITIONAL: { kind: 'invalid', article: '14.1(1)', say: (p: { category: string }) => `无条件共享的数据不得以“${p.category}”为由不同意。请改选理由，或者同意共享。` },
  REFUSAL_BASIS_MISSING: { kind: 'invalid', article: '14.1(3)', say: () => '以法律、行政法规或者国务院决定禁止为由的，须写明名称、条款和原文。请补填。' },
  REFUSAL_MATERIAL_NOT_ASKED: { kind: 'invalid', article: '21.2', say: () => '没有一次性告知补正，或者所列各点都已答复的，不得以材料不全为由不同意。请先告知补正，或者改正理由。' },
  REFUSAL_GROUND_SPENT: { kind: 'conflict', article: '28.2', say: () => '该理由已被争议的一致意见或者决定否定，不能再次使用。请按决定答复。' },
  /** Between filing and receipt the entry changed: the application goes back with the version that stands, no refusal. */
  ENTRY_CHANGED: { kind: 'conflict', article: '20.2', say: (p: { entry: string }) => `目录“${p.entry}”在申请发出后有了新版本或者已下线，申请退回草稿。请按现行目录核对后再提交。` },
  ENTRY_UNCHANGED: { kind: 'conflict', say: () => '目录没有变化，申请不能退还，应予收到。' },
  STANDING_CONSENT_MISSING: { kind: 'conflict', article: '20.3', say: () => '该目录没有有效的常设同意，须由共享工作机构负责人同意后答复。' },
  DECISION_INCOMPLETE: { kind: 'invalid', article: '28.2', say: () => '决定须写明数据项、使用范围、共享方式和使用时限，才能据以同意共享。请对照决定书补填。' },
  DECISION_NOT_DUE: { kind: 'conflict', article: '28.2', say: (p: { replyBy: string }) => `决定给提供部门的答复期限到 ${p.replyBy}，期限内又未作相反答复的，不能代为同意。` },
} as const satisfies Record<string, ErrorEntry>;

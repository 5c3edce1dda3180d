/**
 * What one process tells the others, with the fields it tells. An event reaches processes later in
 * the order of the house; it is handled inside the transaction of the move that emits it.
 * The audit page and the walls between processes are printed from this list.
 */
export const events = {
  'peer.received': { zh: '对方平台已收到', fields: ['case', 'at'] },
  'peer.bounced': { zh: '对方平台退还', fields: ['case', 'version'] },
  'peer.answered': { zh: '对方平台已答复', fields: ['case', 'answer'] },

  'catalog.submitted': { zh: '目录已报送审核', fields: ['case', 'entry', 'version'] },
  'catalog.published': { zh: '目录已发布', fields: ['case', 'entry', 'name', 'version', 'attribute', 'causes', 'repeated', 'changed'] },
  'catalog.withdrawn': { zh: '目录已下架', fields: ['case', 'entry', 'name', 'secret'] },
  'catalog.withdrawn-as-secret': { zh: '目录因涉密下架', fields: ['case', 'entry'] },
  'catalog.abandoned': { zh: '目录编制已放弃', fields: ['case', 'entry', 'reason'] },
  'catalog.hidden': { zh: '目录已紧急下线', fields: ['case', 'entry', 'name', 'reason'] },
  'catalog.restored': { zh: '目录已恢复', fields: ['case', 'entry', 'name'] },

  'application.received': { zh: '申请已收到', fields: ['case', 'entry', 'version', 'on'] },
  'application.granted': { zh: '申请已同意', fields: ['case', 'entry', 'grant', 'refusedOther'] },
  'application.refused': { zh: '申请未获同意', fields: ['case', 'entry', 'category'] },
  'application.withdrawn': { zh: '申请已撤回', fields: ['case', 'entry', 'reason'] },

  'grant.delivered': { zh: '已交付', fields: ['case', 'on'] },
  'grant.accepted': { zh: '已验收', fields: ['case', 'on'] },
  'grant.suspended': { zh: '共享已暂停', fields: ['case', 'ground', 'by'] },
  'grant.resumed': { zh: '共享已恢复', fields: ['case', 'state'] },
  'grant.held': { zh: '已应急停用', fields: ['case', 'incident'] },
  'grant.lifted': { zh: '已解除停用', fields: ['case', 'state'] },
  'grant.ended': { zh: '授权已结束', fields: ['case', 'act'] },
  'grant.terminated': { zh: '共享已终止', fields: ['case', 'reasons'] },
  'grant.disposed': { zh: '已妥善处置', fields: ['case', 'on'] },
  'grant.key-stolen': { zh: '密钥失窃', fields: ['case', 'key', 'since'] },
  'grant.used': { zh: '首次使用成功', fields: ['case', 'on'] },

  'service-change.effective': { zh: '服务变更、终止生效', fields: ['case', 'grant', 'change', 'on'] },
  'use-change.agreed': { zh: '用途、范围变更已同意', fields: ['case', 'grant'] },
  'reflux.connected': { zh: '回流已接通', fields: ['case', 'grant'] },

  'incident.opened': { zh: '安全事件已报告', fields: ['case', 'grants', 'entry'] },
  'incident.contained': { zh: '安全事件已控制', fields: ['case', 'grants'] },
  'incident.eliminated': { zh: '安全隐患已消除', fields: ['case', 'grants'] },
  'incident.dismissed': { zh: '安全事件已了结', fields: ['case', 'grants'] },

  'incident.reviewed': { zh: '安全事件已总结', fields: ['case', 'department', 'clue'] },

  'assessment.concluded': { zh: '评估已作出结论', fields: ['case', 'subject', 'template', 'level'] },
  'assessment.lapsed': { zh: '评估已失效', fields: ['case', 'subject'] },
  'assessment.subject-changed': { zh: '评估对象已变化', fields: ['subject', 'what'] },

  'entrusted.stopped': { zh: '受托已暂停', fields: ['case', 'persons'] },
  'entrusted.resumed': { zh: '受托已恢复', fields: ['case', 'persons'] },
  'entrusted.ended': { zh: '受托已结束', fields: ['case', 'persons'] },
  'entrusted.left': { zh: '受托人员已离开', fields: ['case', 'persons'] },

  'account.activated': { zh: '账号已启用', fields: ['case', 'person'] },
  'account.locked': { zh: '账号已锁定', fields: ['case', 'person', 'reason'] },
  'account.closed': { zh: '账号已注销', fields: ['case', 'person'] },
  'account.unused': { zh: '账号长期未使用', fields: ['case', 'person', 'since'] },

  'correction.upheld': { zh: '校核属实', fields: ['case', 'entry', 'item', 'rows'] },

  'dispute.settled': { zh: '争议已达成一致', fields: ['case', 'subject', 'replyBy'] },
  'dispute.decided': { zh: '争议已决定', fields: ['case', 'subject', 'replyBy'] },

  'clock.lapsed': { zh: '时限已过', fields: ['case', 'clock', 'nth', 'due'] },
  'period.ended': { zh: '对账周期已满', fields: ['case', 'period'] },
  'reflux.gap': { zh: '回流对账有缺口', fields: ['case', 'period', 'rows'] },
  'service.down': { zh: '服务中断', fields: ['resource', 'since', 'hours'] },
  'records.missing': { zh: '使用记录缺失', fields: ['grant', 'kind'] },
  'finding.ordered': { zh: '已责令改正', fields: ['case', 'ground', 'subject'] },
  'law.amended': { zh: '依据已修改', fields: ['basis', 'on', 'document'] },
  'demand.accepted': { zh: '需求已认领', fields: ['case', 'provider'] },
  'items.alike': { zh: '发现同类数据项', fields: ['items', 'departments'] },
  'source.named': { zh: '数源部门已明确', fields: ['case', 'provider', 'items'] },
  'source.ended': { zh: '数源部门已结束', fields: ['case'] },
  'demand.matched': { zh: '需求已对接', fields: ['case', 'entry'] },
  'demand.ended': { zh: '需求已终结', fields: ['case'] },
  'organisation.changed': { zh: '机构调整', fields: ['from', 'to', 'on'] },
} as const satisfies Record<string, { zh: string; fields: readonly string[] }>;

export type EventName = keyof typeof events;
/** The fields an event must carry, as text. */
export type EventFields<E extends EventName> = Readonly<Record<(typeof events)[E]['fields'][number], string>>;

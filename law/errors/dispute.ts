import type { ErrorEntry } from './entry.ts';

/** Disputes: Art. 28. */
export const disputeErrors = {
  DISPUTE_NOT_FOUND: { kind: 'not-found', say: () => '没有这个争议，或者您所在单位不是它的当事方。' },
  DISPUTE_SUBJECT_UNKNOWN: { kind: 'not-found', article: '28.2', say: () => '没有所争议的事项，或者您所在单位不是它的当事方。请从该事项的页面提出。' },
  DISPUTE_SUBJECT_NOT_YET: { kind: 'conflict', article: '28.2', say: (p: { what: string }) => `${p.what}还在办理期限内，没有可争议的结果。请待其答复、超期或者办结后提出。` },
  DISPUTE_OPEN_ALREADY: { kind: 'conflict', article: '28.2', say: (p: { number: string }) => `这一事项已有在办的争议 ${p.number}，请在其中办理。` },
  DISPUTE_FORUM_UNKNOWN: { kind: 'conflict', article: '28.2', say: () => '双方共同的上级主管部门还没有在本平台登记。请系统管理员先登记该主管部门（不在本平台办理的也登记，其来文由审核员代录），再申请协调。' },
  DISPUTE_DECIDER_UNKNOWN: { kind: 'conflict', article: '28.2', say: (p: { forum: string }) => `${p.forum}本身是争议一方，其上级主管部门和本级人民政府都还没有在本平台登记，决定无处录入。请系统管理员先登记其一，再报政府决定。` },
  DISPUTE_FORUM_IS_PARTY: { kind: 'conflict', article: '28.2', say: (p: { forum: string }) => `${p.forum}本身是争议一方，不能协调自己的争议。请改用“报政府决定”。` },
  DISPUTE_FORUM_MEDIATES: { kind: 'conflict', article: '28.2', say: (p: { forum: string }) => `应先由${p.forum}协调处理，协调不成的再报政府决定。请改用“申请协调”。` },
  DISPUTE_EFFECT_UNFIT: { kind: 'invalid', article: '28.2', say: (p: { subject: string }) => `这一结果不适用于${p.subject}的争议，请另选。` },
  DISPUTE_NOT_REOPENED: { kind: 'conflict', article: '28.2', say: (p: { subject: string }) => `${p.subject}现在不能照此重新办理（已经同意、已经撤回、已经接通，或者仍在办理）。请选“按文本履行”，写明就哪些内容、由谁、在何日前另行申请和答复。` },
  DISPUTE_DATE_MISSING: { kind: 'invalid', article: '28.2', say: (p: { field: string }) => `请写明${p.field}：没有日期，时钟无从计算。` },
  DISPUTE_DATE_NOT_AHEAD: { kind: 'invalid', article: '28.2', say: (p: { field: string; date: string }) => `${p.field}须在今日之后，所填为 ${p.date}。` },
  DISPUTE_BOUND_UNFIT: { kind: 'invalid', article: '28.2', say: () => '须重新办理或者变更的，由提供部门履行；请把履行方选为提供部门或者双方。' },
  DISPUTE_DOCUMENT_MISSING: { kind: 'invalid', article: '28.2', say: () => '政府的决定须附决定文件。请上传后再录入。' },
} as const satisfies Record<string, ErrorEntry>;

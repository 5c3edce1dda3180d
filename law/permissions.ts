/**
 * Who may ask for what is no move of a procedure: reads, lists, drafts, and the acts without a case (procedures.md, end of §13).
 * A permission names posts; whose record it is, the handler's statement asks. Rights of moves stand in the tables of moves, nowhere else.
 */
export type Post = 'cataloguer' | 'clerk' | 'head' | 'chief' | 'operator' | 'security' | 'reviewer' | 'lead' | 'platform-system' | 'platform-security' | 'platform-audit';

/** What people call each post. */
export const postNames: Readonly<Record<Post, string>> = {
  cataloguer: '编目员', clerk: '经办人', head: '共享工作机构负责人', chief: '部门负责人', operator: '交换运维', security: '安全员',
  reviewer: '审核员', lead: '主管部门负责人', 'platform-system': '系统管理员', 'platform-security': '安全管理员', 'platform-audit': '审计管理员',
};

const department = ['cataloguer', 'clerk', 'head', 'chief', 'operator', 'security'] as const;
const authority = ['reviewer', 'lead'] as const;
const officers = ['platform-system', 'platform-security', 'platform-audit'] as const;
const staff = [...department, ...authority] as const;
const anyone = [...staff, ...officers] as const;

interface Row { readonly zh: string; readonly posts: readonly Post[] | 'public' | 'signed-in' }
const rows = {
  public: { zh: '公开', posts: 'public' },
  'session.own': { zh: '本人会话', posts: 'signed-in' },
  'case.read': { zh: '查阅本单位为当事方的事项', posts: anyone },
  'case.archive': { zh: '整案归档', posts: ['cataloguer', 'clerk', 'head', 'chief', 'security', 'reviewer', 'lead', 'platform-audit'] },
  'case.list': { zh: '事项列表', posts: anyone },
  'worklist.read': { zh: '工作台', posts: anyone },
  'attachment.add': { zh: '上传附件', posts: anyone },
  'attachment.read': { zh: '下载附件', posts: anyone },
  'document.read': { zh: '查阅、打印文书', posts: anyone },
  'document.list': { zh: '本单位文书', posts: staff },
  'document.seal': { zh: '上传盖章件', posts: ['cataloguer', 'clerk', 'head', 'chief', 'reviewer', 'lead'] },
  'draft.own': { zh: '保存本人填写中的内容', posts: anyone },
  'notification.read': { zh: '消息', posts: anyone },
  'law.read': { zh: '条例对照', posts: 'signed-in' },
  'catalog.search': { zh: '检索目录', posts: staff },
  'catalog.edit': { zh: '编制目录', posts: ['cataloguer', 'head', 'chief'] }, // the next above while the post is empty
  'catalog.review': { zh: '审核目录', posts: ['reviewer'] },
  'catalog.department': { zh: '本部门目录', posts: department },
  'source.compare': { zh: '比对同类数据项的值', posts: ['reviewer'] },
  'resource.read': { zh: '查看数据资源', posts: ['cataloguer', 'clerk', 'head', 'operator', 'security', 'reviewer', 'lead'] },
  'resource.bind': { zh: '挂接数据资源', posts: ['cataloguer', 'operator'] },
  'resource.approve-address': { zh: '批准新的外部地址', posts: ['platform-security'] },
  'resource.standing-consent': { zh: '常设同意', posts: ['head'] },
  'resource.maintenance': { zh: '维护公告', posts: ['operator'] },
  'quality.read': { zh: '查看数据质量', posts: ['cataloguer', 'clerk', 'head', 'chief', 'operator'] },
  'quality.rules': { zh: '设定质量规则', posts: ['cataloguer'] },
  'quality.plan': { zh: '设定质量检查的时段与限度', posts: ['operator'] },
  'quality.run': { zh: '发起、停止质量检查', posts: ['cataloguer', 'operator'] },
  'quality.failures': { zh: '查看本部门不合格的记录', posts: ['cataloguer'] },
  'demand.draft': { zh: '填写需求', posts: ['clerk', 'head', 'chief'] }, // the next above while the post is empty
  'demand.like': { zh: '相近的目录和需求', posts: ['clerk', 'head', 'chief', 'reviewer', 'lead'] },
  'application.draft': { zh: '填写申请', posts: ['clerk', 'head', 'chief'] }, // the next above while the post is empty
  'application.linkage': { zh: '汇聚关联风险试算', posts: ['clerk', 'head', 'chief', 'security'] },
  'grant.holders': { zh: '目录的使用部门', posts: ['cataloguer', 'clerk', 'head', 'chief', 'operator', 'security', 'reviewer', 'lead'] },
  'grant.import': { zh: '按文件登记存量共享', posts: ['clerk', 'head', 'chief'] }, // the next above while the post is empty
  'grant.held': { zh: '各部门持有数据汇总', posts: ['reviewer', 'lead'] },
  'grant.legacy': { zh: '放宽签名校验的授权', posts: ['head', 'security', 'reviewer', 'lead', 'platform-audit'] },
  'sandbox.use': { zh: '接口沙箱', posts: ['clerk', 'operator'] },
  'grant.read': { zh: '查看授权', posts: staff },
  'usage.read': { zh: '查阅使用记录', posts: ['clerk', 'head', 'operator', 'security', 'reviewer', 'lead'] },
  'usage.write': { zh: '填报使用情况', posts: ['clerk'] },
  'typical.read': { zh: '典型案例', posts: staff },
  'typical.publish': { zh: '推广典型案例', posts: ['reviewer'] },
  'reflux.read': { zh: '查看回流与对账', posts: staff },
  'correction.read': { zh: '查看校核的记录', posts: ['clerk', 'head', 'chief', 'reviewer', 'lead'] },
  'correction.draft': { zh: '填写校核申请', posts: ['clerk', 'head', 'chief'] }, // the next above while the post is empty
  'correction.answer': { zh: '填写核实结果', posts: ['clerk', 'head', 'chief'] },
  'correction.rules': { zh: '写明校核规则与渠道', posts: ['head'] },
  'correction.rules-read': { zh: '查看校核规则与渠道', posts: staff },
  'statistics.read': { zh: '本部门统计', posts: ['cataloguer', 'clerk', 'head', 'chief'] },
  'supervision.read': { zh: '督办', posts: ['reviewer', 'lead', 'head', 'clerk'] },
  'organisation.read': { zh: '机构与人员', posts: anyone },
  'organisation.edit': { zh: '维护机构、区划、岗位代录', posts: ['platform-system'] },
  'organisation.person': { zh: '维护人员与账号申请', posts: ['platform-system'] },
  'account.read': { zh: '查看账号', posts: officers },
  'delegation.own': { zh: '委托代办', posts: staff },
  'calendar.propose': { zh: '录入放假安排', posts: ['reviewer'] },
  'calendar.sign': { zh: '签发放假安排', posts: ['lead'] },
  'dictionary.edit': { zh: '维护本地字典', posts: authority },
  'jurisdiction.edit': { zh: '地方规定', posts: ['lead'] },
  'security.settings': { zh: '登录与口令策略', posts: ['platform-security'] },
  'security.session': { zh: '会话下线', posts: ['platform-security'] },
  'audit.read': { zh: '审计', posts: ['platform-audit'] },
  'ledger.proof': { zh: '存证证明', posts: anyone },
  'disposal.see': { zh: '查看到期清单', posts: ['platform-audit'] },
  'disposal.approve': { zh: '批准到期处置', posts: ['lead'] },
  'gateway.reopen': { zh: '恢复后开启网关', posts: ['platform-security', 'lead'] },
} as const satisfies Record<string, Row>;

export type Permission = keyof typeof rows;
export const permissions: Readonly<Record<Permission, Row>> = rows;

/** Deny by default: an unknown post holds nothing. */
export function postMay(post: Post, permission: Permission): boolean {
  const posts = permissions[permission].posts;
  return posts === 'public' || posts === 'signed-in' || (posts as readonly Post[]).includes(post);
}

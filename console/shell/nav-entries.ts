import type { Post } from '../../law/permissions.ts';

/** Who sees which entry. An entry without right is absent, not grey; the same order for all; one level. */
export interface Entry { readonly to: string; readonly zh: string; readonly posts: readonly Post[]; readonly search?: Readonly<Record<string, string>>; /** What waits for me there: keys of `sides` of what waits; `all` for every row. */ readonly counts?: readonly string[] }
export interface Group { readonly zh: string | null; readonly entries: readonly Entry[] }

const department: readonly Post[] = ['cataloguer', 'clerk', 'head', 'chief', 'operator', 'security'];
const authority: readonly Post[] = ['reviewer', 'lead'];
const staff: readonly Post[] = [...department, ...authority];

export const groups: readonly Group[] = [
  { zh: null, entries: [{ to: '/', zh: '工作台', posts: staff, counts: ['all'] }] },
  { zh: '找数据', entries: [{ to: '/catalog', zh: '目录检索', posts: [...department] }, { to: '/cases/demand', zh: '需求登记', posts: ['clerk', 'head'], search: { side: 'requester' }, counts: ['demand.requester'] }, { to: '/subscriptions', zh: '目录订阅', posts: [...department] }] },
  { zh: '要数据', entries: [
    { to: '/basket', zh: '申请清单', posts: ['clerk'] },
    { to: '/sandboxes', zh: '接口沙箱', posts: ['clerk', 'operator'] },
    { to: '/cases/application', zh: '我的申请', posts: ['clerk', 'head'], search: { side: 'requester' }, counts: ['application.requester'] },
    { to: '/cases/grant', zh: '我的授权', posts: ['clerk', 'head', 'operator', 'security'], search: { side: 'requester' }, counts: ['grant.requester'] },
    { to: '/cases/use-change', zh: '用途、范围变更', posts: ['clerk', 'head'], search: { side: 'requester' }, counts: ['use-change.requester'] },
    { to: '/cases/reflux', zh: '回流', posts: ['clerk', 'head', 'operator'], search: { side: 'any' }, counts: ['reflux.receiver', 'reflux.sender'] },
  ] },
  { zh: '供数据', entries: [
    { to: '/department-catalog', zh: '本部门目录', posts: ['cataloguer', 'clerk', 'head', 'chief'], counts: ['catalog.provider'] },
    { to: '/imports', zh: '批量导入', posts: ['cataloguer'] },
    { to: '/cases/application', zh: '申请受理', posts: ['clerk', 'head', 'security'], search: { side: 'provider' }, counts: ['application.provider'] },
    { to: '/cases/grant', zh: '数据提供', posts: ['clerk', 'head', 'operator'], search: { side: 'provider' }, counts: ['grant.provider'] },
    { to: '/cases/use-change', zh: '变更受理', posts: ['clerk', 'head'], search: { side: 'provider' }, counts: ['use-change.provider'] },
    { to: '/cases/service-change', zh: '服务变更、终止', posts: ['head'], counts: ['service-change.provider', 'service-change.requester'] },
    { to: '/cases/demand', zh: '需求认领', posts: ['head', 'clerk'], search: { side: 'provider' }, counts: ['demand.provider'] },
    { to: '/cases/source', zh: '数源部门', posts: ['clerk', 'head'], counts: ['source.department', 'source.provider'] },
    { to: '/statistics', zh: '本部门统计', posts: ['cataloguer', 'clerk', 'head', 'chief'] },
    { to: '/resources', zh: '数据资源', posts: ['cataloguer', 'operator', 'head'] },
  ] },
  { zh: '核对与争议', entries: [{ to: '/cases/correction', zh: '校核受理', posts: ['clerk', 'head'], search: { side: 'provider' }, counts: ['correction.provider', 'correction.department'] }, { to: '/cases/correction', zh: '校核与更正', posts: ['clerk', 'head'], search: { side: 'any' }, counts: ['correction.requester', 'correction.receiver'] }, { to: '/cases/dispute', zh: '争议', posts: ['clerk', 'head'], counts: ['dispute.requester', 'dispute.provider', 'dispute.department'] }] },
  { zh: '目录', entries: [{ to: '/cases/catalog', zh: '目录审核', posts: authority, search: { side: 'authority' }, counts: ['catalog.authority'] }, { to: '/cases/source', zh: '数源部门', posts: authority, counts: ['source.authority'] }] },
  { zh: '供需', entries: [
    { to: '/cases/demand', zh: '供需对接', posts: authority, search: { side: 'authority' }, counts: ['demand.authority'] },
    { to: '/', zh: '延期同意', posts: authority, search: { why: 'extension' }, counts: ['extension'] },
    { to: '/cases/application', zh: '共享申请', posts: authority, search: { side: 'authority' }, counts: ['application.authority'] },
    { to: '/cases/grant', zh: '共享授权', posts: authority, search: { side: 'authority' }, counts: ['grant.authority'] },
    { to: '/cases/reflux', zh: '回流', posts: authority, search: { side: 'authority' } },
    { to: '/cases/correction', zh: '校核', posts: authority, search: { side: 'authority' }, counts: ['correction.authority'] },
    { to: '/cases/service-change', zh: '服务变更备案', posts: authority, search: { side: 'authority' } },
    { to: '/cases/dispute', zh: '争议协调', posts: authority, counts: ['dispute.authority'] },
  ] },
  { zh: '监督', entries: [{ to: '/supervision', zh: '督办', posts: [...authority, 'head'], counts: ['finding.department', 'finding.authority'] }, { to: '/held', zh: '各部门持有', posts: authority }] },
  { zh: '安全', entries: [
    { to: '/cases/assessment', zh: '评估', posts: ['cataloguer', 'clerk', 'security', 'head'], counts: ['assessment.department'] },
    { to: '/cases/incident', zh: '安全事件', posts: ['clerk', 'head', 'operator', 'security', ...authority], counts: ['incident.department', 'incident.authority'] },
    { to: '/weak-signatures', zh: '放宽签名的授权', posts: ['head', 'security', ...authority] },
  ] },
  { zh: '查阅', entries: [
    { to: '/usage', zh: '使用记录', posts: ['clerk', 'head', 'operator', 'security', ...authority] },
    { to: '/typical', zh: '典型案例', posts: staff },
    { to: '/documents', zh: '本单位文书', posts: staff },
    { to: '/law', zh: '条例对照', posts: staff },
    { to: '/catalog', zh: '目录检索', posts: authority },
    { to: '/subscriptions', zh: '目录订阅', posts: authority },
  ] },
  { zh: '基础', entries: [
    { to: '/organisations', zh: '机构与人员', posts: [...authority, 'head', 'chief', 'platform-system', 'platform-security', 'platform-audit'] },
    { to: '/calendar', zh: '工作日历', posts: authority },
    { to: '/jurisdiction', zh: '地方规定', posts: authority },
    { to: '/templates', zh: '公文模板', posts: authority },
    { to: '/synonyms', zh: '检索同义词', posts: ['reviewer'] },
    { to: '/officers/keeping', zh: '恢复与处置', posts: ['lead'] },
  ] },
  { zh: '账号', entries: [
    { to: '/cases/account', zh: '账号', posts: ['platform-system', 'platform-security', 'platform-audit'], counts: ['account.platform'] },
    { to: '/officers/import', zh: '批量导入', posts: ['platform-system'] },
    { to: '/officers/addresses', zh: '外部地址批准', posts: ['platform-security'] },
    { to: '/officers/settings', zh: '登录与口令策略', posts: ['platform-security'] },
    { to: '/officers/sessions', zh: '在线会话', posts: ['platform-security'] },
    { to: '/officers/keeping', zh: '恢复确认', posts: ['platform-security'] },
    { to: '/officers/log', zh: '操作与访问日志', posts: ['platform-audit'] },
    { to: '/officers/exports', zh: '导出溯源', posts: ['platform-audit'] },
    { to: '/weak-signatures', zh: '放宽签名的授权', posts: ['platform-audit'] },
    { to: '/officers/ledger', zh: '存证账本', posts: ['platform-audit'] },
    { to: '/officers/keeping', zh: '到期处置', posts: ['platform-audit'] },
  ] },
];

/** Groups with what this post may open. */
export function navOf(post: Post): readonly Group[] {
  return groups.map((g) => ({ ...g, entries: g.entries.filter((e) => e.posts.includes(post)) })).filter((g) => g.entries.length > 0);
}

/** Where a post begins. */
export const homeOf = (post: Post): string => (post === 'platform-audit' ? '/officers/log' : post.startsWith('platform-') ? '/cases/account' : '/');

import { randomBytes } from 'node:crypto';

/**
 * Who takes part: 江苏省淮安市. Organisation codes are of GB 11714's private range, accounts are named by post;
 * nobody here is a person.
 */
export const region = '320800';
export const organisations = {
  authority: { code: '11320800PDY0000361', name: '淮安市数据局', shortName: '市数据局', kind: 'authority' },
  education: { code: '11320800PDY00001X6', name: '淮安市教育局', shortName: '市教育局', kind: 'department' },
  labour: { code: '11320800PDY0000286', name: '淮安市人力资源和社会保障局', shortName: '市人社局', kind: 'department' },
  civil: { code: '11320800PDY000044U', name: '淮安市民政局', shortName: '市民政局', kind: 'department' },
} as const;
export type Side = keyof typeof organisations;

export const officers = [
  { kind: 'system', login: 'xitong', label: '市数据局·系统管理员' },
  { kind: 'security', login: 'anquan', label: '市数据局·安全管理员' },
  { kind: 'audit', login: 'shenji', label: '市数据局·审计管理员' },
] as const;

const postZh = { cataloguer: '编目员', clerk: '经办人', head: '共享工作机构负责人', chief: '部门负责人', operator: '交换运维', security: '安全员', reviewer: '审核员', lead: '负责人' } as const;
export type StaffPost = keyof typeof postZh;

const posts: readonly (readonly [login: string, side: Side, post: StaffPost])[] = [
  ['jy-bianmu', 'education', 'cataloguer'], ['jy-jingban', 'education', 'clerk'], ['jy-fuzeren', 'education', 'head'], ['jy-lingdao', 'education', 'chief'],
  ['jy-yunwei', 'education', 'operator'], ['jy-anquan', 'education', 'security'],
  ['rs-bianmu', 'labour', 'cataloguer'], ['rs-jingban', 'labour', 'clerk'], ['rs-fuzeren', 'labour', 'head'], ['rs-lingdao', 'labour', 'chief'], ['rs-anquan', 'labour', 'security'],
  ['mz-jingban', 'civil', 'clerk'], ['mz-fuzeren', 'civil', 'head'],
  ['sj-shenhe', 'authority', 'reviewer'], ['sj-fuzeren', 'authority', 'lead'],
];

export const staff = posts.map(([login, side, post]) => ({ login, side, post, label: `${organisations[side].shortName}·${postZh[post]}` }));
export type StaffMember = (typeof staff)[number];

/** Made for this run: 16 characters of four classes. */
export function newPassword(): string {
  return `Sq-${randomBytes(9).toString('base64url')}7`;
}

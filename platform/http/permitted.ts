import { LawError } from '../../law/errors.ts';
import { permissions, postMay, postNames, type Permission, type Post } from '../../law/permissions.ts';

/** @throws POST_MAY_NOT with the posts that may, where this one may not */
export function mustBePermitted(post: Post, permission: Permission): void {
  if (postMay(post, permission)) return;
  const { posts, zh } = permissions[permission];
  const named = typeof posts === 'string' ? [] : posts;
  throw new LawError('POST_MAY_NOT', { what: zh, may: named.length === 0 ? '登录人员' : named.map((each) => postNames[each]).join('、'), post: named });
}

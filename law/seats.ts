/**
 * Who may act: a seat is a party of the case and a post there (`provider.clerk`).
 * Source: the parties and posts of the procedures; Art. 11 (sharing office), 13.1 (head of the
 * department), 35.2 (three officers).
 */
import type { Post } from './permissions.ts';

export type { Post };

export const departmentPosts = ['cataloguer', 'clerk', 'head', 'chief', 'operator', 'security'] as const;
export const authorityPosts = ['reviewer', 'lead'] as const;
export const officers = ['system', 'security', 'audit'] as const;
export const departmentParties = ['requester', 'provider', 'sender', 'receiver', 'department'] as const;
export const authorityParties = ['authority', 'upper', 'forum'] as const;

export type DepartmentPost = (typeof departmentPosts)[number];
export type AuthorityPost = (typeof authorityPosts)[number];
export type DepartmentParty = (typeof departmentParties)[number];
export type AuthorityParty = (typeof authorityParties)[number];
/** `government` decides and `handler`, `public` act, but only departments, authorities and the platform have posts. */
export type Party = DepartmentParty | AuthorityParty | 'platform' | 'government' | 'public' | 'handler';

export type Seat =
  | `${DepartmentParty}.${DepartmentPost}`
  | `${AuthorityParty}.${AuthorityPost}` // `provider.reviewer` does not compile
  | `platform.${(typeof officers)[number]}` // the three officers; accounts are cases too
  | 'public'
  | 'handler' // complaints: the person to whom one is assigned
  | 'department.any'; // whoever has a post there (incidents)

export function partyOf(seat: Seat): Party {
  const dot = seat.indexOf('.');
  return (dot < 0 ? seat : seat.slice(0, dot)) as Party;
}

/**
 * The post of a seat; `undefined` for `public`, `handler` and `department.any`, which need none.
 * The platform's officers have posts of their own: `platform.security` is `platform-security`.
 */
export function postOf(seat: Seat): Post | undefined {
  const dot = seat.indexOf('.');
  if (dot < 0 || seat.endsWith('.any')) return undefined;
  const post = seat.slice(dot + 1);
  return (seat.startsWith('platform.') ? `platform-${post}` : post) as Post;
}

/** The seat of a post held in an organisation that is this party; `undefined` where the party has no such post. */
export function seatOf(party: Party, post: Post): Seat | undefined {
  const has = (parties: readonly string[], posts: readonly string[]) => parties.includes(party) && posts.includes(post);
  if (has(departmentParties, departmentPosts) || has(authorityParties, authorityPosts)) return `${party}.${post}` as Seat;
  return party === 'platform' && post.startsWith('platform-') ? (post.replace('-', '.') as Seat) : undefined;
}

const ladders: Readonly<Partial<Record<Post, readonly Post[]>>> = {
  clerk: ['clerk', 'head', 'chief'],
  cataloguer: ['cataloguer', 'head', 'chief'],
  security: ['security', 'head', 'chief'],
  operator: ['operator', 'clerk', 'head', 'chief'],
  head: ['head', 'chief'],
  reviewer: ['reviewer', 'lead'],
};

/**
 * The seat itself and those above it that act while it is empty, or while its only holder is barred
 * for this case, nearest first. Reading: an empty post does not stop a clock, the next above acts;
 * so what a head made, the chief approves. An officer's seat has nobody above it: the three stay three (35.2).
 */
export function ladderOf(seat: Seat): readonly Seat[] {
  const post = postOf(seat);
  const ladder = post === undefined ? undefined : ladders[post];
  return ladder === undefined ? [seat] : ladder.map(above => `${partyOf(seat)}.${above}` as Seat);
}

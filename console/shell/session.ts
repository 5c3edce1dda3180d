import { queryOptions, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Post } from '../../law/permissions.ts';
import type { PostChoice as PostChoiceShape, SessionView as SessionViewShape } from '../../processes/organisation/contract.ts';
import { api } from './api.ts';

/** Who sits here, in which post, on which legal day. The post decides what is shown; the server decides what is allowed. */
type SessionView = z.infer<typeof SessionViewShape>;
export type PostChoice = PostChoiceShape;
export type Session = Omit<SessionView, 'actor'> & { readonly actor: Omit<SessionView['actor'], 'post'> & { readonly post: Post } };

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: () => api.get<Session>('/session'), staleTime: 30_000, retry: false });

/** Within the office the session is there: the route has waited for it. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error('no session');
  return data;
}

let fresh = false;
/** Whether this page follows a log-in; asked once. */
export function justLoggedIn(): boolean {
  const was = fresh;
  fresh = false;
  return was;
}
export const markLoggedIn = (): void => { fresh = true; };

export const holds = (session: Session, ...posts: readonly Post[]): boolean => posts.includes(session.actor.post);
export const isOfficer = (session: Session): boolean => session.actor.post.startsWith('platform-');

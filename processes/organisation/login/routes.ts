import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { sessionCookie } from '../../../platform/http/cookies.ts';
import { route } from '../../../platform/http/route.ts';
import type { Context, Route } from '../../../platform/http/route.ts';
import { confirmedForMs } from '../../../platform/http/sessions.ts';
import { transact } from '../../../platform/postgres/database.ts';
import { ChoosePost, CodeBody, ConfirmAnswer, ConfirmBody, EnrolledView, EnrolmentView, Front, LoginAnswer, LoginBody, PasswordBody, RecoveryCodes, SessionView } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { heldPosts, readLegalToday } from '../store/directory.ts';
import { factorOf } from '../store/credentials.ts';
import { endSession, renewToken, setPost } from '../store/sessions.ts';
import type { SessionRow } from '../store/sessions.ts';
import { changePassword, confirmPerson, enrol, newCodes, proveEnrolment } from './own-credentials.ts';
import { frontOf } from './front.ts';
import { browserCookie, browserDays, withMark } from './known-browser.ts';
import { openSession } from './live-sessions.ts';
import { advance, logIn, loginOf, needsFactor } from './log-in.ts';
import { hashToken, newToken } from './secrets.ts';
import { choicesOf, viewSession } from './session-view.ts';

/** Log-in and what a person does with his own session. Half-way sessions have no post, so these look at the cookie themselves. */
export function sessionRoutes(deps: OrganisationDeps): readonly Route[] {
  return [...logInRoutes(deps), ...ownRoutes(deps), ...credentialRoutes(deps)];
}

function logInRoutes(deps: OrganisationDeps): readonly Route[] {
  return [
    route({ method: 'GET', path: '/front', may: 'public', out: Front, fails: [], summary: '登录页信息', handle: async () => frontOf(deps) }),
    route({
      method: 'POST', path: '/session', may: 'public', in: { body: LoginBody }, out: LoginAnswer, fails: ['LOGIN_FAILED', 'LOGIN_SLOWED', 'ACCOUNT_INACTIVE', 'SESSION_NO_POST'], summary: '登录',
      handle: async (ctx, { body }) => {
        const marks = ctx.cookie(browserCookie);
        const reached = await recorded(deps, ctx, body.account, () => logIn(deps, body, ctx.address, marks));
        if (reached.token !== undefined) {
          ctx.setCookie(sessionCookie, reached.token);
          ctx.setCookie(browserCookie, withMark(deps.keys, loginOf(body), marks), browserDays);
        }
        return { next: reached.next, posts: await choicesOf(deps.db, reached.posts) };
      },
    }),
    route({
      method: 'GET', path: '/session/next', may: 'public', out: LoginAnswer, fails: ['LOGIN_REQUIRED', 'SESSION_ENDED'], summary: '登录尚缺的步骤',
      handle: async (ctx) => {
        const row = await sessionOf(deps, ctx);
        const posts = await heldPosts(deps.db, row.person, await readLegalToday(deps.db));
        return { next: row.stage, posts: await choicesOf(deps.db, posts) };
      },
    }),
    route({
      method: 'DELETE', path: '/session', may: 'public', out: z.null(), fails: [], summary: '退出登录',
      handle: async (ctx) => {
        const token = ctx.cookie(sessionCookie);
        if (token !== undefined) await openSession(deps.db, token).then((row) => endSession(deps.db, row.id, 'logout'), () => undefined);
        ctx.setCookie(sessionCookie, null);
        return null;
      },
    }),
  ];
}

function ownRoutes(deps: OrganisationDeps): readonly Route[] {
  return [
    route({ method: 'GET', path: '/session', may: 'session.own', out: SessionView, fails: ['LOGIN_REQUIRED', 'SESSION_ENDED', 'SESSION_POST_MISSING'], summary: '本人会话', handle: async (ctx) => viewSession(deps, ctx.actor) }),
    route({
      method: 'POST', path: '/session/post', may: 'public', in: { body: ChoosePost }, out: LoginAnswer, fails: ['LOGIN_REQUIRED', 'SESSION_ENDED', 'POST_NOT_HELD', 'PASSWORD_EXPIRED', 'TOTP_REQUIRED'], summary: '选择、切换岗位',
      handle: async (ctx, { body }) => {
        const row = await sessionOf(deps, ctx);
        if (row.stage === 'password') fail('PASSWORD_EXPIRED');
        if (row.stage === 'enrol') fail('TOTP_REQUIRED');
        const posts = await heldPosts(deps.db, row.person, await readLegalToday(deps.db));
        const wanted = body.behalfOf ?? undefined;
        const held = posts.find((one) => one.org === body.org && one.post === body.post && one.behalfOf === wanted) ?? fail('POST_NOT_HELD');
        // A post of an authority that came after the log-in asks for the second factor as one held then does.
        if (needsFactor(row.kind, [held]) && (await factorOf(deps.db, row.person))?.sealed == null) fail('TOTP_REQUIRED');
        const token = newToken();
        await transact(deps.db, async (tx) => {
          await setPost(tx, row.id, held);
          await renewToken(tx, row.id, hashToken(token), false);
        });
        ctx.setCookie(sessionCookie, token);
        await deps.accessLog.log({ region: held.region, person: row.person, org: held.org, post: held.post, address: ctx.address, act: '选择岗位', object: `${held.org} ${held.post}`, result: 'ok', request: ctx.requestNumber }, 'soon');
        return { next: 'done', posts: await choicesOf(deps.db, posts) };
      },
    }),
    route({
      method: 'POST', path: '/session/confirm', may: 'session.own', in: { body: ConfirmBody }, out: ConfirmAnswer, fails: ['LOGIN_FAILED', 'LOGIN_SLOWED'], summary: '再次验证身份',
      handle: async (ctx, { body }) => {
        await recorded(deps, ctx, null, () => confirmPerson(deps, ctx.actor, body));
        const token = newToken();
        await renewToken(deps.db, ctx.actor.session, hashToken(token), true);
        ctx.setCookie(sessionCookie, token);
        return { confirmedUntil: new Date(Date.now() + confirmedForMs).toISOString() };
      },
    }),
  ];
}

function credentialRoutes(deps: OrganisationDeps): readonly Route[] {
  const next = async (ctx: Context, row: SessionRow): Promise<z.infer<typeof LoginAnswer>> => {
    const token = newToken();
    const reached = await transact(deps.db, async (tx) => {
      await renewToken(tx, row.id, hashToken(token), false);
      return row.stage === 'done' ? { next: 'done' as const, posts: [] } : advance(tx, row.id, row);
    });
    ctx.setCookie(sessionCookie, token);
    return { next: reached.next, posts: await choicesOf(deps.db, reached.posts) };
  };
  return [
    route({
      method: 'POST', path: '/session/password', may: 'public', in: { body: PasswordBody }, out: LoginAnswer, fails: ['LOGIN_FAILED', 'PASSWORD_TOO_WEAK', 'PASSWORD_REUSED'], summary: '修改口令',
      handle: async (ctx, { body }) => {
        const row = await sessionOf(deps, ctx);
        await changePassword(deps, row, body);
        return next(ctx, row);
      },
    }),
    route({
      method: 'POST', path: '/session/totp', may: 'public', out: EnrolmentView, fails: ['SESSION_ENDED', 'CONFIRM_IDENTITY'], summary: '绑定动态码',
      handle: async (ctx) => enrol(deps, await sessionOf(deps, ctx)),
    }),
    route({
      method: 'POST', path: '/session/totp/confirm', may: 'public', in: { body: CodeBody }, out: EnrolledView, fails: ['TOTP_WRONG'], summary: '确认动态码',
      handle: async (ctx, { body }) => {
        const row = await sessionOf(deps, ctx);
        const recoveryCodes = await proveEnrolment(deps, row.person, body.code);
        return { ...await next(ctx, row), recoveryCodes: [...recoveryCodes] };
      },
    }),
    route({
      method: 'POST', path: '/session/recovery-codes', may: 'session.own', grave: true, out: RecoveryCodes, fails: ['CONFIRM_IDENTITY', 'TOTP_REQUIRED'], summary: '重新生成恢复码',
      handle: async (ctx) => ({ recoveryCodes: [...await newCodes(deps, ctx.actor.person)] }),
    }),
  ];
}

async function sessionOf(deps: OrganisationDeps, ctx: Context): Promise<SessionRow> {
  return openSession(deps.db, ctx.cookie(sessionCookie) ?? fail('LOGIN_REQUIRED'));
}

/** Log-ins and confirmations are recorded, good ones and bad ones; an account name that does not exist is not. */
async function recorded<T extends { readonly person?: string } | void>(deps: OrganisationDeps, ctx: Context, account: string | null, work: () => Promise<T>): Promise<T> {
  const entry = { region: '100000', person: null, post: null, address: ctx.address, act: account === null ? '再次验证身份' : '登录', object: account === null ? 'session' : 'account', request: ctx.requestNumber };
  try {
    const done = await work();
    await deps.accessLog.log({ ...entry, person: done?.person ?? (account === null ? ctx.actor.person : null), result: 'ok' }, 'soon');
    return done;
  } catch (error) {
    await deps.accessLog.log({ ...entry, result: error instanceof Error && 'code' in error ? String(error.code) : 'refused' }, 'soon');
    throw error;
  }
}

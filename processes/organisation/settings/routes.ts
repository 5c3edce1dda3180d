import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { NATION } from '../../../law/region-code.ts';
import { sessionCookie } from '../../../platform/http/cookies.ts';
import { addPending } from '../../../platform/ledger/pending.ts';
import { route } from '../../../platform/http/route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { transact } from '../../../platform/postgres/database.ts';
import { AccountName, DelegationBody, DelegationView, LegalDateAnswer, LegalDateBody, OpenSessions, SecuritySettingsBody } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { postNames } from '../../../law/permissions.ts';
import type { Post } from '../../../platform/procedures/ports.ts';
import { createSessions } from '../login/live-sessions.ts';
import { act } from '../record.ts';
import { accountByLogin } from '../store/accounts.ts';
import { delegationsOf, endDelegation } from '../store/delegations.ts';
import { readLegalToday } from '../store/directory.ts';
import { moveLegalDate, readPlatform } from '../store/platform.ts';
import { endSession, openSessions } from '../store/sessions.ts';
import { readSettings, writeSettings } from '../store/settings.ts';

/** 登录与口令策略 and 会话下线: the security officer's. */
export function securityRoutes(deps: OrganisationDeps): readonly Route[] {
  return [
    route({ method: 'GET', path: '/security/settings', article: '35.2', may: 'security.settings', out: SecuritySettingsBody, fails: [], summary: '登录与口令策略', handle: () => readSettings(deps.db) }),
    route({
      method: 'PUT', path: '/security/settings', article: '35.2', may: 'security.settings', grave: true, in: { body: SecuritySettingsBody }, out: SecuritySettingsBody, fails: ['CONFIRM_IDENTITY'], summary: '调整登录与口令策略',
      handle: (ctx, { body }) => act(deps, ctx, 'security-setting', async (tx) => {
        await writeSettings(tx, body, ctx.actor.person);
        return { answer: body, facts: { ...body } };
      }),
    }),
    route({ method: 'GET', path: '/security/sessions', article: '35.2', may: 'security.session', logged: 'batched', out: OpenSessions, fails: [], summary: '在线会话', handle: async () => ({ rows: [...await openSessions(deps.db, 500)] }) }),
    route({
      method: 'DELETE', path: '/security/sessions/:id', article: '35.2', may: 'security.session', in: { params: z.object({ id: z.uuid() }) }, out: z.null(), fails: ['SESSION_NOT_FOUND'], summary: '会话下线',
      handle: (ctx, { params }) => act(deps, ctx, 'session-killed', async (tx) => {
        if (!await endSession(tx, params.id, 'killed')) fail('SESSION_NOT_FOUND');
        return { answer: null, facts: { session: params.id } };
      }),
    }),
  ];
}

/** Takes the way of another department's account, to the same answer in the same order: nobody learns here which accounts there are. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** 委托代办, outside a case: one's own post, to a colleague, for some days. */
export function delegationRoutes(deps: OrganisationDeps): readonly Route[] {
  const out = z.object({ rows: z.array(DelegationView) });
  const list = async (org: string, region: string) => ({
    rows: (await delegationsOf(deps.db, region, org)).map((row) => ({ ...row, postZh: postNames[row.post as Post] ?? row.post })),
  });
  return [
    route({ method: 'GET', path: '/delegations', may: 'delegation.own', out, fails: [], summary: '本单位委托代办', handle: (ctx) => list(ctx.actor.org, ctx.actor.region) }),
    route({
      method: 'POST', path: '/delegations', may: 'delegation.own', once: true, in: { body: DelegationBody.extend({ taker: AccountName }) }, out, fails: ['DELEGATION_DATES_INVALID', 'DELEGATION_TAKER_INVALID', 'DELEGATION_OVERLAPS'], summary: '委托代办',
      handle: async (ctx, { body }) => {
        await act(deps, ctx, 'delegation', async (tx) => {
          if (ctx.actor.behalfOf !== undefined) fail('DELEGATION_TAKER_INVALID');
          if (body.from < await readLegalToday(tx)) fail('DELEGATION_DATES_INVALID'); // nobody stands in for days that are over
          const taker = (await accountByLogin(tx, body.taker))?.person ?? nobody;
          const it = { org: ctx.actor.org, post: ctx.actor.post, giver: ctx.actor.person, taker, from: body.from, to: body.to };
          await deps.directory.delegate?.(tx, it);
          return { answer: null, facts: { act: 'give', ...it } };
        });
        return list(ctx.actor.org, ctx.actor.region);
      },
    }),
    route({
      method: 'DELETE', path: '/delegations/:id', may: 'delegation.own', in: { params: z.object({ id: z.uuid() }) }, out, fails: ['DELEGATION_NOT_FOUND'], summary: '结束委托代办',
      handle: async (ctx, { params }) => {
        await act(deps, ctx, 'delegation', async (tx) => {
          if (!await endDelegation(tx, ctx.actor.region, params.id, ctx.actor.person)) fail('DELEGATION_NOT_FOUND');
          return { answer: null, facts: { act: 'end', id: params.id } };
        });
        return list(ctx.actor.org, ctx.actor.region);
      },
    }),
  ];
}

/** What follows from a new day at once: the sweep of clocks. Given by main.ts. */
export type Sweep = () => Promise<number>;

/** Only where the mark is (demo, test): this route exists nowhere else. After set-up the date moves forward alone, by somebody who is logged in. */
export function markRoutes(deps: OrganisationDeps, sweep: Sweep): readonly Route[] {
  const sessions = createSessions(deps.db);
  return [
    route({
      method: 'POST', path: '/mark/legal-date', may: 'public', in: { body: LegalDateBody }, out: LegalDateAnswer, fails: ['LOGIN_REQUIRED', 'SETUP_LOOPBACK_ONLY', 'LEGAL_DATE_BACK'], summary: '调整业务日期（仅演示、测试）',
      handle: async (ctx, { body }) => {
        const platform = await readPlatform(deps.db);
        if (platform === undefined && !ctx.loopback) fail('SETUP_LOOPBACK_ONLY');
        const actor = platform === undefined ? undefined : (await sessions.find(ctx.cookie(sessionCookie) ?? fail('LOGIN_REQUIRED'), false)).actor;
        const legal = await transact(deps.db, async (tx) => {
          const from = await deps.directory.legalToday(tx);
          const to = await moveLegalDate(tx, body.date, platform !== undefined) ?? fail('LEGAL_DATE_BACK', { today: from });
          await addPending(tx, { region: platform?.region ?? NATION, kind: 'legal-date', body: { from, to, person: actor?.person ?? null } });
          return to;
        });
        return { legal, swept: platform === undefined ? 0 : await sweep() };
      },
    }),
  ];
}

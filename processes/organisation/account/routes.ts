import type { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { account as table } from '../../../law/procedures/account.ts';
import { route } from '../../../platform/http/route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { transact } from '../../../platform/postgres/database.ts';
import { AccountPage, AccountQuery, ActivationCode, ActivationLink, ImportAnswer, ImportPeople, PersonParams } from '../contract.ts';
import type { AccountRowView } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { act } from '../record.ts';
import { makeLink } from '../setup/links.ts';
import { accountOf, listAccounts } from '../store/accounts.ts';
import type { AccountListRow } from '../store/accounts.ts';
import { removeFactor } from '../store/credentials.ts';
import { endSessions } from '../store/sessions.ts';
import { giveCode } from './code.ts';
import { importPeople } from './import.ts';
import { tellOfAccess } from './notice.ts';
import type { OpenAccount } from './import.ts';

/** Accounts as the three officers see them. Their moves go through the route that all procedures share. */
export function accountRoutes(deps: OrganisationDeps, open: OpenAccount): readonly Route[] {
  return [
    route({
      method: 'GET', path: '/accounts', article: '35.2', may: 'account.read', logged: 'batched', in: { query: AccountQuery }, out: AccountPage, fails: [], summary: '账号列表',
      handle: (_ctx, { query }) => transact(deps.db, async (tx) => {
        const rows = await listAccounts(tx, query);
        return { rows: rows.map(view), after: rows.length === query.size ? rows.at(-1)?.login ?? null : null };
      }),
    }),
    route({
      method: 'POST', path: '/accounts/import', may: 'organisation.person', once: true, in: { body: ImportPeople }, out: ImportAnswer, fails: ['BODY_INVALID'], summary: '批量建立账号',
      handle: (ctx, { body }) => importPeople(deps, ctx, body, open),
    }),
    route({
      method: 'POST', path: '/accounts/:person/link', article: '35.2', may: 'security.session', grave: true, in: { params: PersonParams }, out: ActivationLink, fails: ['ACCOUNT_NOT_FOUND', 'CONFIRM_IDENTITY'], summary: '重发启用链接（忘记口令）',
      handle: (ctx, { params }) => act(deps, ctx, 'account-link', async (tx) => {
        const row = await accountOf(tx, params.person);
        if (row?.state !== 'active' || row.kind !== 'staff') return fail('ACCOUNT_NOT_FOUND');
        const link = await makeLink(tx, 'activate', deps.baseUrl(), { person: row.person, madeBy: ctx.actor.person });
        await tellOfAccess(tx, deps.directory, row, '安全管理员重发了启用链接，本人凭系统管理员另发的启用码才能使用');
        return { answer: link, facts: { person: row.person } };
      }),
    }),
    route({
      method: 'POST', path: '/accounts/:person/code', article: '35.2', may: 'organisation.person', grave: true, in: { params: PersonParams }, out: ActivationCode, fails: ['ACCOUNT_NOT_FOUND', 'CONFIRM_IDENTITY'], summary: '签发启用码',
      handle: (ctx, { params }) => act(deps, ctx, 'account-code', async (tx) => {
        const row = await accountOf(tx, params.person);
        if (row === undefined || row.kind !== 'staff' || !['inactive', 'active'].includes(row.state)) return fail('ACCOUNT_NOT_FOUND');
        const given = await giveCode(tx, row.person, ctx.actor.person);
        await tellOfAccess(tx, deps.directory, row, '系统管理员签发了启用码');
        return { answer: { account: row.login, ...given }, facts: { person: row.person } };
      }),
    }),
    route({
      method: 'DELETE', path: '/accounts/:person/factor', article: '35.2', may: 'security.session', grave: true, in: { params: PersonParams }, out: ActivationLink.pick({}), fails: ['ACCOUNT_NOT_FOUND', 'CONFIRM_IDENTITY'], summary: '解除动态码绑定（遗失）',
      handle: (ctx, { params }) => act(deps, ctx, 'account-factor', async (tx) => {
        const row = await accountOf(tx, params.person);
        if (row === undefined || row.kind !== 'staff' || row.state === 'closed') return fail('ACCOUNT_NOT_FOUND');
        await removeFactor(tx, row.person);
        await endSessions(tx, 'killed', [row.person]);
        await tellOfAccess(tx, deps.directory, row, '安全管理员解除了动态码绑定');
        return { answer: {}, facts: { person: row.person } };
      }),
    }),
  ];
}

function view(row: AccountListRow): z.infer<typeof AccountRowView> {
  return {
    person: row.person, account: row.login, name: row.name, kind: row.kind, org: row.org, orgName: row.orgName, state: row.state, stateZh: table.states[row.state].zh, endsOn: row.endsOn,
    ref: row.caseRegion === null || row.caseId === null ? null : `${row.caseRegion}-${row.caseId}`, madeAt: row.madeAt, lastLoginAt: row.lastLoginAt, factor: row.factor, password: row.password,
  };
}

import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { postNames } from '../../../law/permissions.ts';
import { route } from '../../../platform/http/route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { transact } from '../../../platform/postgres/database.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Post } from '../../../platform/procedures/ports.ts';
import { ChangeOrganisation, NewOrganisation, NewRegion, OrganisationDetail, OrganisationPage, OrganisationQuery, OrganisationView, RegionList, RegionQuery } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { act, textDigest } from '../record.ts';
import { findOrganisation } from '../store/directory.ts';
import { holdersOfOrganisation, insertOrganisation, listOrganisations, patchOrganisation } from '../store/organisations.ts';
import type { OrganisationListRow, OrganisationPatch } from '../store/organisations.ts';
import { addLocalRegion, findRegion, listRegions } from '../store/regions.ts';

const params = z.object({ code: z.string().max(18) });

/** Organisations and regions: everybody may look them up, the system officer enters them from paper (代录). */
export function organisationPages(deps: OrganisationDeps): readonly Route[] {
  return [...reads(deps), ...edits(deps), ...regions(deps)];
}

function reads(deps: OrganisationDeps): readonly Route[] {
  return [
    route({
      method: 'GET', path: '/organisations', article: '11', may: 'organisation.read', in: { query: OrganisationQuery }, out: OrganisationPage, fails: [], summary: '机构列表',
      handle: (_ctx, { query }) => transact(deps.db, async (tx) => {
        const rows = await listOrganisations(tx, { ...query, today: await deps.directory.legalToday(tx) });
        return { rows: rows.map(view), after: rows.length === query.size ? rows.at(-1)?.code ?? null : null };
      }),
    }),
    route({
      method: 'GET', path: '/organisations/:code', article: '11', may: 'organisation.read', logged: 'batched', in: { params }, out: OrganisationDetail, fails: ['ORGANISATION_NOT_FOUND'], summary: '机构详情',
      handle: (_ctx, input) => transact(deps.db, (tx) => detail(deps, tx, input.params.code)),
    }),
  ];
}

async function detail(deps: OrganisationDeps, tx: Tx, code: string): Promise<z.input<typeof OrganisationDetail>> {
  const today = await deps.directory.legalToday(tx);
  const row = (await listOrganisations(tx, { code, size: 1, today }))[0] ?? fail('ORGANISATION_NOT_FOUND');
  const posts = await holdersOfOrganisation(tx, code, today);
  return { ...view(row), profile: row.profile, posts: posts.map((held) => ({ ...held, postZh: postNames[held.post as Post] ?? held.post })) };
}

function view(row: OrganisationListRow): z.infer<typeof OrganisationView> {
  return { ...row, kind: row.kind as z.infer<typeof OrganisationView>['kind'], missing: missingOf(row) };
}

/** What Art. 10, 11, 26 and 35 call for in a department and is absent: the authority inspects by this list. */
function missingOf({ kind, profile, posts }: OrganisationListRow): string[] {
  if (kind !== 'department' && kind !== 'authority') return [];
  const wanted: [string, boolean][] = [
    ['共享工作机构', profile['office'] !== undefined], ['共享工作机构负责人', posts.includes('head')], ['经办人', posts.includes('clerk')], ['政务数据共享管理制度', profile['sharingRules'] !== undefined],
    ['校核规则与渠道', profile['correctionRules'] !== undefined], ['安全管理制度', profile['securityRules'] !== undefined], ['应急预案', profile['emergencyPlan'] !== undefined],
  ];
  return wanted.filter(([, there]) => !there).map(([zh]) => zh);
}

function edits(deps: OrganisationDeps): readonly Route[] {
  return [
    route({
      method: 'POST', path: '/organisations', article: '11', may: 'organisation.edit', once: true, form: 'organisation', in: { body: NewOrganisation }, out: OrganisationDetail, fails: ['ORGANISATION_EXISTS', 'ORGANISATION_SELF_AUTHORITY', 'REGION_UNKNOWN'], summary: '登记机构（代录）',
      handle: (ctx, { body }) => act(deps, ctx, 'organisation', async (tx) => {
        const { document, since, authority = null, ...row } = body;
        if (await findRegion(tx, row.region) === undefined) fail('REGION_UNKNOWN', { region: row.region });
        await requireAuthority(tx, authority);
        const from = since ?? await deps.directory.legalToday(tx);
        if (!await insertOrganisation(tx, { ...row, authority, since: from })) fail('ORGANISATION_EXISTS', { code: row.code });
        return { answer: await detail(deps, tx, row.code), facts: { act: 'enter', code: row.code, region: row.region, organisation: row.kind, authority, since: from, document: textDigest(document) } };
      }),
    }),
    route({
      method: 'PUT', path: '/organisations/:code', article: '11', may: 'organisation.edit', form: 'organisation', in: { params, body: ChangeOrganisation }, out: OrganisationDetail, fails: ['ORGANISATION_NOT_FOUND', 'ORGANISATION_SELF_AUTHORITY'], summary: '变更机构信息（代录）',
      handle: (ctx, input) => act(deps, ctx, 'organisation', async (tx) => {
        const { document, ...patch } = input.body;
        const { code } = input.params;
        if (patch.authority === code) fail('ORGANISATION_SELF_AUTHORITY');
        await requireAuthority(tx, patch.authority ?? null);
        if (!await patchOrganisation(tx, code, patch as OrganisationPatch)) fail('ORGANISATION_NOT_FOUND');
        return { answer: await detail(deps, tx, code), facts: { act: 'change', code, what: Object.keys(patch).sort(), authority: patch.authority ?? null, endedOn: patch.endedOn ?? null, document: textDigest(document) } };
      }),
    }),
  ];
}

/** 8.3: the recorded 同级主管部门 is one. */
async function requireAuthority(tx: Tx, code: string | null): Promise<void> {
  if (code !== null && (await findOrganisation(tx, code))?.kind !== 'authority') fail('ORGANISATION_SELF_AUTHORITY');
}

function regions(deps: OrganisationDeps): readonly Route[] {
  return [
    route({
      method: 'GET', path: '/regions', may: 'session.own', in: { query: RegionQuery }, out: RegionList, fails: [], summary: '行政区划',
      handle: (_ctx, { query }) => transact(deps.db, async (tx) => ({ rows: [...await listRegions(tx, { ...query, today: await deps.directory.legalToday(tx) })] })),
    }),
    route({
      method: 'POST', path: '/regions', may: 'organisation.edit', once: true, in: { body: NewRegion }, out: RegionList, fails: ['REGION_UNKNOWN', 'REGION_EXISTS'], summary: '登记功能区等地方区划（代录）',
      handle: (ctx, { body }) => act(deps, ctx, 'region', async (tx) => {
        const parent = await findRegion(tx, body.parent) ?? fail('REGION_UNKNOWN', { region: body.parent });
        if (!await addLocalRegion(tx, { code: body.code, name: body.name, level: Math.min(9, parent.level + 1), parent: parent.code, validFrom: body.from })) fail('REGION_EXISTS', { region: body.code });
        const rows = await listRegions(tx, { parent: parent.code, today: await deps.directory.legalToday(tx) });
        return { answer: { rows: [...rows] }, facts: { code: body.code, parent: parent.code, from: body.from, document: textDigest(body.document) } };
      }),
    }),
  ];
}

import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { transact, type Tx } from '../../../platform/postgres/database.ts';
import { once } from '../../../platform/http/once.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import { readCase } from '../../../platform/procedures/store/cases.ts';
import { DepartmentPage, DepartmentQuery, OutsideFields, StandingConsentIn, type EntryDraft, type EntryRow } from '../contract.ts';
import { list, withOutside } from '../listing.ts';
import { brief } from '../search.ts';
import * as drafts from '../store/drafts.ts';
import * as entries from '../store/entries.ts';
import * as figures from '../store/figures.ts';
import { ofDepartment, type DepartmentFound } from '../store/own.ts';
import type { CatalogRouteDeps } from './deps.ts';
import { EntryAt } from './entries.ts';

const Done = z.object({ done: z.literal(true) });

/** 本部门目录, standing consent, and what is changed without a case. */
export function departmentRoutes({ db, directory, inside }: CatalogRouteDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/catalog/department', article: '12.2', may: 'catalog.department', in: { query: DepartmentQuery }, out: DepartmentPage, fails: ['CURSOR_STALE'], summary: '本部门目录',
      handle: (ctx, { query }) => transact(db, (tx) => departmentPage(tx, directory, ctx.actor, query)),
    }),
    route({
      method: 'PUT', path: '/catalog/entries/:region/:entry/standing-consent', article: '20.3', may: 'resource.standing-consent', in: { params: EntryAt, body: StandingConsentIn }, out: Done,
      fails: ['ENTRY_NOT_FOUND', 'ENTRY_NOT_PUBLISHED', 'STANDING_CONSENT_ONLY_UNCONDITIONAL', 'STANDING_CONSENT_EXISTS'], grave: true, summary: '设置常设同意',
      handle: (ctx, { params, body }) => transact(db, async (tx) => {
        const { entry, version } = await ownEntry(tx, ctx.actor, params);
        if (entry.state !== 'published') fail('ENTRY_NOT_PUBLISHED', { entry: version.name });
        if (version.attribute !== 'unconditional') fail('STANDING_CONSENT_ONLY_UNCONDITIONAL');
        if (await figures.findConsent(tx, params)) fail('STANDING_CONSENT_EXISTS');
        const { org, post, person, behalfOf } = ctx.actor;
        const id = await figures.addConsent(tx, params, { version: version.version, org, post, person, document: body.document, onDay: await directory.legalToday(tx) });
        await inside.record(tx, params.region, 'catalog.standing-consent', { entry: params.entry, consent: id, version: version.version, org, post, person, behalfOf: behalfOf ?? null, given: true });
        return { done: true as const };
      }),
    }),
    route({
      method: 'DELETE', path: '/catalog/entries/:region/:entry/standing-consent', article: '20.3', may: 'resource.standing-consent', in: { params: EntryAt }, out: Done, fails: ['ENTRY_NOT_FOUND', 'STANDING_CONSENT_NONE'],
      summary: '收回常设同意',
      handle: (ctx, { params }) => transact(db, async (tx) => {
        await ownEntry(tx, ctx.actor, params);
        const consent = (await figures.findConsent(tx, params)) ?? fail('STANDING_CONSENT_NONE');
        const { org, post, person, behalfOf } = ctx.actor;
        await figures.endConsent(tx, params, await directory.legalToday(tx), person, '负责人收回');
        await inside.record(tx, params.region, 'catalog.standing-consent', { entry: params.entry, consent: consent.id, version: consent.version, org, post, person, behalfOf: behalfOf ?? null, given: false });
        return { done: true as const };
      }),
    }),
    route({
      method: 'PUT', path: '/catalog/entries/:region/:entry/outside', article: '17.1', may: 'catalog.edit', form: 'entry-outside', in: { params: EntryAt, body: OutsideFields }, out: Done, fails: ['ENTRY_NOT_FOUND', 'ENTRY_NOT_PUBLISHED'],
      summary: '修改联系方式、摘要等（不改版本）',
      handle: (ctx, { params, body }) => once(db, ctx, async (tx) => {
        await changeOutside(tx, directory, ctx.actor, params, body, (b) => inside.record(tx, params.region, 'catalog.outside', b));
        return { done: true as const };
      }),
    }),
  ];
}

/** The entry of my department, locked. @throws ENTRY_NOT_FOUND to everybody else */
async function ownEntry(tx: Tx, actor: Actor, key: entries.Key): Promise<{ entry: entries.EntryRecord; version: entries.VersionRecord }> {
  const entry = await entries.lockEntry(tx, key);
  const version = entry?.currentVersion ? await entries.findVersion(tx, key, entry.currentVersion) : undefined;
  if (!entry || !version || entry.provider !== actor.org) return fail('ENTRY_NOT_FOUND');
  return { entry, version };
}

/** Fields outside 13 ¶2 are changed without a case: recorded field by field, in the ledger as digests of nothing but which field. */
async function changeOutside(tx: Tx, directory: Directory, actor: Actor, key: entries.Key, wish: OutsideFields, record: (body: Record<string, unknown>) => Promise<string>): Promise<void> {
  const { entry, version } = await ownEntry(tx, actor, key);
  if (entry.state !== 'published' || entry.code === null) return fail('ENTRY_NOT_PUBLISHED', { entry: version.name });
  const today = await directory.legalToday(tx);
  const now = withOutside(version.body, entry.outside);
  const changed = (Object.keys(wish) as (keyof OutsideFields)[]).filter((field) => wish[field] !== undefined && text(wish[field]) !== text(now[field]));
  if (changed.length === 0) return;
  for (const field of changed) {
    await entries.addChange(tx, key, { on: today, field, before: text(now[field]), after: text(wish[field]), org: actor.org, post: actor.post, person: actor.person });
  }
  const outside = { ...entry.outside, ...Object.fromEntries(changed.map((field) => [field, wish[field]])) };
  await entries.setEntry(tx, key, { outside });
  await list(tx, directory, { ...key, version: version.version, code: entry.code, provider: entry.provider, publishedOn: version.publishedOn, body: withOutside(version.body, outside) });
  await record({ entry: key.entry, version: version.version, fields: changed, org: actor.org, post: actor.post, person: actor.person });
}

function text(value: unknown): string | null {
  return value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);
}

async function departmentPage(tx: Tx, directory: Directory, actor: Actor, query: z.output<typeof DepartmentQuery>): Promise<z.output<typeof DepartmentPage>> {
  if (query.after !== undefined && !z.uuid().safeParse(query.after).success) return fail('CURSOR_STALE');
  const { rows, total } = await ofDepartment(tx, actor.region, actor.org, { ...query, size: query.size + 1 });
  const page = rows.slice(0, query.size);
  const ids = page.map((one) => one.entry);
  const [open, consents, known] = [await drafts.openDraftsOf(tx, actor.region, ids), await figures.consentsOf(tx, actor.region, ids), await figures.figuresOf(tx, page)];
  const name = (await directory.organisation(tx, actor.org))?.name ?? actor.org;
  const shown = [];
  for (const one of page) {
    const draft = open.get(one.entry);
    const state = draft ? (await readCase(tx, { region: one.region, id: draft.caseId }))?.state ?? '' : '';
    shown.push({
      ...rowOf(one, actor.org, name, known.get(one.entry) ?? figures.noFigures), standingConsent: consents.has(one.entry),
      openCase: draft ? { ref: `${one.region}-${draft.caseId}`, change: draft.change, state } : null,
    });
  }
  return { rows: shown, total, after: rows.length > query.size ? page.at(-1)?.entry ?? null : null };
}

function rowOf(one: DepartmentFound, provider: string, providerName: string, known: Parameters<typeof brief>[0]): EntryRow {
  const body = one.body as EntryDraft;
  const items = body.items ?? [];
  return {
    region: one.region, entry: one.entry, version: one.version ?? 0, code: one.code, name: body.name ?? '（未命名）', summary: body.summary ?? '', provider, providerName,
    attribute: body.sharing?.attribute ?? 'conditional', modes: body.modes ?? [], updateCycle: body.updateCycle ?? '', grade: body.grade ?? '', itemCount: items.length,
    personal: items.some((item) => item.personal !== undefined && item.personal !== 'none'), state: one.state, publishedOn: one.publishedOn, matched: [], figures: brief(known),
  };
}

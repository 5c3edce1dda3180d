import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { isPlainDate, plainDate } from '../../../law/plain-date.ts';
import { transact } from '../../../platform/postgres/database.ts';
import { once } from '../../../platform/http/once.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { parseRef } from '../../../platform/procedures/ref.ts';
import { lockCase } from '../../../platform/procedures/store/cases.ts';
import { plain } from '../../../platform/search/plain.ts';
import { amended, setCauseRight } from '../causes.ts';
import { CauseRight } from '../contract.ts';
import { dropSynonym, synonymsOf, writeSynonym } from '../store/search.ts';
import type { CatalogRouteDeps } from './deps.ts';
import { At } from './draft.ts';

const Done = z.object({ done: z.literal(true) });
const AmendedIn = z.strictObject({
  name: z.string().trim().min(2).max(200), kind: z.enum(['law', 'regulation', 'decision', 'duty']), on: z.string().refine(isPlainDate, '请按“年-月-日”填写日期，如 2026-03-05'), document: z.string().trim().min(2).max(300),
});
const Synonym = z.strictObject({ word: z.string().trim().min(1).max(20), same: z.string().trim().min(1).max(20) });

/** What the authority keeps: causes set right, bases that were amended, synonyms of the search. */
export function authorityRoutes({ db, directory, inside }: CatalogRouteDeps): Route[] {
  return [
    route({
      method: 'PUT', path: '/catalog/:ref/causes/:n', article: '17.2', may: 'catalog.review', form: 'catalog-cause', in: { params: At.extend({ n: z.coerce.number().int().min(1) }), body: CauseRight }, out: Done,
      fails: ['CASE_NOT_FOUND', 'CAUSE_UNKNOWN', 'CAUSE_DATE_INVALID', 'CAUSE_NOT_STATUTORY'], summary: '更正更新原因或者发生日期',
      handle: (ctx, { params, body }) => once(db, ctx, async (tx) => {
        const row = await lockCase(tx, parseRef(params.ref));
        if (row?.kind !== 'catalog' || row.authority !== ctx.actor.org || !row.open) return fail('CASE_NOT_FOUND');
        const at = { region: row.region, id: row.id };
        await setCauseRight(tx, inside, at, params.n, body, await directory.legalToday(tx));
        await inside.record(tx, row.region, 'catalog.cause-right', { case: params.ref, n: params.n, kind: body.kind ?? null, on: body.on ?? null, org: ctx.actor.org, person: ctx.actor.person });
        return { done: true as const };
      }),
    }),
    route({
      method: 'POST', path: '/catalog/amended-bases', article: '17.2', may: 'catalog.review', once: true, in: { body: AmendedIn }, out: z.object({ entries: z.number().int() }), fails: ['CAUSE_DATE_INVALID'],
      summary: '登记法律、行政法规、国务院决定或者职责调整，并开启所引目录的更新',
      handle: (ctx, { body }) => once(db, ctx, async (tx) => {
        const on = plainDate(body.on);
        if (on > (await directory.legalToday(tx))) fail('CAUSE_DATE_INVALID', { date: on });
        const count = await amended(tx, inside, ctx.actor, { name: body.name, kind: body.kind, on, document: body.document });
        await inside.record(tx, ctx.actor.region, 'catalog.amended-basis', { kind: body.kind, on, entries: count, org: ctx.actor.org, person: ctx.actor.person });
        return { entries: count };
      }),
    }),
    route({
      method: 'GET', path: '/catalog/synonyms', may: 'catalog.search', out: z.object({ rows: z.array(Synonym) }), fails: [], summary: '检索同义词',
      handle: async (ctx) => ({ rows: await transact(db, (tx) => synonymsOf(tx, ctx.actor.region)) }),
    }),
    route({
      method: 'PUT', path: '/catalog/synonyms', may: 'catalog.review', in: { body: Synonym }, out: Done, fails: [], summary: '维护检索同义词',
      handle: (ctx, { body }) => transact(db, async (tx) => {
        await writeSynonym(tx, ctx.actor.region, plain(body.word), plain(body.same), ctx.actor.org, await directory.legalToday(tx));
        await inside.record(tx, ctx.actor.region, 'catalog.synonym', { org: ctx.actor.org, person: ctx.actor.person, added: true });
        return { done: true as const };
      }),
    }),
    route({
      method: 'DELETE', path: '/catalog/synonyms', may: 'catalog.review', in: { body: Synonym }, out: Done, fails: [], summary: '删除检索同义词',
      handle: (ctx, { body }) => transact(db, async (tx) => {
        await dropSynonym(tx, ctx.actor.region, plain(body.word), plain(body.same));
        await inside.record(tx, ctx.actor.region, 'catalog.synonym', { org: ctx.actor.org, person: ctx.actor.person, added: false });
        return { done: true as const };
      }),
    }),
  ];
}

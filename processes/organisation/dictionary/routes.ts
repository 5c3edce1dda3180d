import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { route } from '../../../platform/http/route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { transact } from '../../../platform/postgres/database.ts';
import { DictionaryEntry, DictionaryView } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { act } from '../record.ts';
import { dictionaryOf, putWord } from '../store/dictionary.ts';

/** Local lists beside those of the standards (law/codes): a word is ended by a date, never taken away. */
export function dictionaryRoutes(deps: OrganisationDeps): readonly Route[] {
  return [
    route({
      method: 'GET', path: '/dictionary', article: '12', may: 'session.own', in: { query: z.object({ list: z.string().max(40).optional() }) }, out: DictionaryView, fails: [], summary: '本地字典',
      handle: (ctx, { query }) => transact(deps.db, async (tx) => ({ rows: [...await dictionaryOf(tx, ctx.actor.region, query.list)] })),
    }),
    route({
      method: 'POST', path: '/dictionary', article: '12', may: 'dictionary.edit', once: true, in: { body: DictionaryEntry }, out: DictionaryView, fails: ['POST_DATES_INVALID'], summary: '维护本地字典',
      handle: (ctx, { body }) => act(deps, ctx, 'dictionary', async (tx) => {
        const to = body.to ?? null;
        if (to !== null && to < body.from) fail('POST_DATES_INVALID');
        await putWord(tx, { region: ctx.actor.region, list: body.list, code: body.code, zh: body.zh, validFrom: body.from, validTo: to });
        return { answer: { rows: [...await dictionaryOf(tx, ctx.actor.region, body.list)] }, facts: { region: ctx.actor.region, list: body.list, code: body.code, from: body.from, to } };
      }),
    }),
  ];
}

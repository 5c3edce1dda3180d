import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { once } from '../../../platform/http/once.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { transact, type Tx } from '../../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import { getEntry } from '../../catalog/index.ts';
import { hasEverHeld } from '../../grant/index.ts';
import { failedRules, recordKeysOf } from '../../resource/index.ts';
import { BeginView, EntryAt, RulesBody, RulesIn, RulesView } from '../contract.ts';
import { addRules, rulesOf } from '../store/corrections.ts';
import type { CorrectionRouteDeps } from './deps.ts';

/** 校核规则与渠道 (26 ¶2): each department states its own, everybody reads it; and what one may begin with at an entry. */
export function ruleRoutes({ db, directory, inside }: CorrectionRouteDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/correction/rules/:org', article: '26.2', may: 'correction.rules-read', in: { params: z.object({ org: z.string().length(18) }) }, out: RulesView, fails: ['ORGANISATION_NOT_FOUND'], summary: '部门的校核规则与渠道',
      handle: ({ actor }, { params }) => transact(db, (tx) => rulesView(tx, directory, actor, params.org)),
    }),
    route({
      method: 'PUT', path: '/correction/rules', article: '26.2', may: 'correction.rules', form: 'correction-rules', in: { body: RulesIn }, out: RulesView, fails: ['ORGANISATION_NOT_FOUND', 'DRAFT_STALE'], summary: '写明本部门的校核规则与渠道',
      handle: (ctx, { body: { base, ...body } }) => once(db, ctx, async (tx) => {
        const { actor } = ctx;
        const onDay = await directory.legalToday(tx);
        const stands = (await rulesOf(tx, actor.region, actor.org))?.version ?? 0;
        if (base !== stands || !(await addRules(tx, { region: actor.region, org: actor.org, version: stands + 1, body, madeBy: actor.person, onDay }))) fail('DRAFT_STALE');
        await inside.record(tx, actor.region, 'correction.rules', { org: actor.org, version: stands + 1, ...body, post: actor.post, person: actor.person });
        return rulesView(tx, directory, actor, actor.org);
      }),
    }),
    route({
      method: 'GET', path: '/correction/entries/:region/:entry', article: '26.2', may: 'correction.draft', in: { params: EntryAt }, out: BeginView, fails: ['ENTRY_NOT_FOUND'], summary: '对目录提出校核的起点',
      handle: ({ actor }, { params }) => transact(db, (tx) => beginView(tx, directory, actor, params)),
    }),
  ];
}

async function rulesView(tx: Tx, directory: Directory, actor: Actor, org: string): Promise<RulesView> {
  const found = (await directory.organisation(tx, org)) ?? fail('ORGANISATION_NOT_FOUND');
  const row = await rulesOf(tx, found.region, org);
  return { org, name: found.name, version: row?.version ?? 0, onDay: row?.onDay ?? null, body: row === undefined ? null : RulesBody.parse(row.body), mine: actor.org === org };
}

/** Rules that failed are shown to those who were given data of the entry: it is their data too. */
async function beginView(tx: Tx, directory: Directory, actor: Actor, at: z.output<typeof EntryAt>): Promise<BeginView> {
  const seen = await getEntry(tx, at.region, at.entry);
  if (seen.secret || seen.state === 'hidden') fail('ENTRY_NOT_FOUND');
  const held = await hasEverHeld(tx, at.region, at.entry, actor.org);
  const rules = await rulesView(tx, directory, actor, seen.provider);
  return {
    entryRegion: at.region, entry: at.entry, name: seen.name, provider: seen.provider, providerName: rules.name, held, keys: (await recordKeysOf(tx, at.region, at.entry)).items.map((item) => item.name), rules,
    failed: held ? (await failedRules(tx, at.region, at.entry)).map(({ rule, zh, checked, failed, endedAt }) => ({ rule, zh, checked, failed, endedAt })) : [],
  };
}

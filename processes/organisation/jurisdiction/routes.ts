import { z } from 'zod';
import { limitBasisZh } from '../../../law/basis.ts';
import { fail } from '../../../law/errors.ts';
import { adoptable, checkAdoption, checkLocalLimit, checkLocalNumber, extensionOn, limitOn, numberOn } from '../../../law/jurisdiction.ts';
import { tableLimit } from '../../../law/limit-words.ts';
import type { Document, Jurisdiction } from '../../../law/jurisdiction.ts';
import { localNumbers, type LocalNumberName } from '../../../law/local-numbers.ts';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { AnyProcedure } from '../../../law/procedure.ts';
import { findProcedure, procedures } from '../../../law/procedures/index.ts';
import { route } from '../../../platform/http/route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { transact } from '../../../platform/postgres/database.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import { JurisdictionView, LocalRuleBody } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { jurisdictionFrom } from '../directory.ts';
import type { LocalRule } from '../directory.ts';
import { act, textDigest } from '../record.ts';
import { addLocalRule, localRules, withdrawLocalRule } from '../store/local-rules.ts';
import { regionName } from '../store/regions.ts';

/** 地方规定: adopted moves, shorter limits, local numbers, each by a document; a longer limit is refused (Art. 23). */
export function jurisdictionRoutes(deps: OrganisationDeps): readonly Route[] {
  return [
    route({
      method: 'GET', path: '/jurisdiction', article: '23', may: 'session.own', out: JurisdictionView, fails: [], summary: '地方规定',
      handle: (ctx) => transact(deps.db, (tx) => view(deps, tx, ctx.actor.region)),
    }),
    route({
      method: 'POST', path: '/jurisdiction', article: '23', may: 'jurisdiction.edit', once: true, grave: true, form: 'local-rule', in: { body: LocalRuleBody }, out: JurisdictionView,
      fails: ['LOCAL_LIMIT_LONGER', 'LOCAL_LIMIT_UNKNOWN', 'LOCAL_NUMBER_OUT_OF_BOUNDS', 'LOCAL_DOCUMENT_REQUIRED', 'LOCAL_DATES_INVALID', 'LOCAL_ADOPTION_UNKNOWN', 'CONFIRM_IDENTITY'], summary: '录入地方规定',
      handle: (ctx, { body }) => act(deps, ctx, 'local-rule', async (tx) => {
        const rule = checked(body);
        const id = uuidv7();
        await addLocalRule(tx, { region: ctx.actor.region, id, body: rule, madeBy: ctx.actor.person });
        const { by, ...plain } = body;
        return { answer: await view(deps, tx, ctx.actor.region), facts: { act: 'add', id, region: ctx.actor.region, ...plain, from: by.from, to: by.to, document: textDigest(`${by.title} ${by.number}`) } };
      }),
    }),
    route({
      method: 'DELETE', path: '/jurisdiction/:id', article: '23', may: 'jurisdiction.edit', grave: true, in: { params: z.object({ id: z.uuid() }) }, out: JurisdictionView, fails: ['LOCAL_RULE_NOT_FOUND', 'CONFIRM_IDENTITY'], summary: '撤销地方规定',
      handle: (ctx, { params }) => act(deps, ctx, 'local-rule', async (tx) => {
        if (!await withdrawLocalRule(tx, ctx.actor.region, params.id, ctx.actor.person)) fail('LOCAL_RULE_NOT_FOUND');
        return { answer: await view(deps, tx, ctx.actor.region), facts: { act: 'withdraw', id: params.id, region: ctx.actor.region } };
      }),
    }),
  ];
}

/** Held against the bounds of the law before it is stored. */
function checked(body: z.output<typeof LocalRuleBody>): LocalRule {
  const by: Document = body.by;
  if (body.kind === 'adoption') {
    checkAdoption(procedures, { name: body.name, by });
    return { kind: 'adoption', rule: { name: body.name, by } };
  }
  if (body.kind === 'number') {
    if (!(body.name in localNumbers)) fail('LOCAL_LIMIT_UNKNOWN', { what: body.name });
    const rule = { name: body.name as LocalNumberName, value: body.value, by };
    checkLocalNumber(rule);
    return { kind: 'number', rule };
  }
  const { kind: _kind, by: _by, ...rest } = body;
  const rule = { ...rest, by };
  checkLocalLimit(findProcedure(body.procedure) ?? fail('LOCAL_LIMIT_UNKNOWN', { what: body.procedure }), rule);
  return { kind: 'limit', rule };
}

async function view(deps: OrganisationDeps, tx: Tx, region: string): Promise<z.infer<typeof JurisdictionView>> {
  const today = await deps.directory.legalToday(tx);
  const rows = await localRules(tx, region);
  const rules = rows.map((row) => ({ id: row.id, rule: row.body as LocalRule }));
  const jurisdiction = jurisdictionFrom(region, rules.map(({ rule }) => rule));
  return {
    region, regionName: await regionName(tx, region),
    rules: rules.map(({ id, rule }) => ({ id, kind: rule.kind, ...wording(rule), document: `《${rule.rule.by.title}》（${rule.rule.by.number}）`, from: rule.rule.by.from, to: rule.rule.by.to })),
    adoptable: [...adoptable(procedures)].map(([name, zh]) => ({ name, zh })),
    numbers: Object.entries(localNumbers).map(([name, { zh, least, most }]) => ({ name, zh, least, most, value: numberOn(jurisdiction, name as LocalNumberName, today) })),
    limits: procedures.flatMap((table) => limitsOf(table, jurisdiction, today)),
  };
}

function wording(one: LocalRule): { zh: string; text: string } {
  if (one.kind === 'adoption') return { zh: '采用', text: adoptable(procedures).get(one.rule.name) ?? one.rule.name };
  if (one.kind === 'number') return { zh: '数值', text: `${localNumbers[one.rule.name].zh}：${one.rule.value}` };
  const table = findProcedure(one.rule.procedure);
  const what = one.rule.what === 'limit' ? '期限' : '延期';
  return { zh: what, text: `${table?.zh ?? one.rule.procedure}·${table?.clocks[one.rule.clock]?.zh ?? one.rule.clock}（${one.rule.class}）：${one.rule.workingDays} 个工作日` };
}

function limitsOf(table: AnyProcedure, jurisdiction: Jurisdiction, today: PlainDate): z.infer<typeof JurisdictionView>['limits'] {
  return Object.entries(table.clocks).flatMap(([name, clock]) => {
    if (!('workingDays' in clock.limit)) return [];
    const classes = [...new Set(Object.values(clock.limit.workingDays).flatMap((one) => Object.keys(one)))];
    return classes.map((className) => ({
      procedure: table.name, procedureZh: table.zh, clock: name, clockZh: clock.zh, class: className, basis: clock.basis, basisZh: limitBasisZh(clock.basis),
      national: tableLimit(clock, className, today) ?? 0, now: limitOn(jurisdiction, table, name, className, today)?.workingDays ?? 0, extension: extensionOn(jurisdiction, table, name, today),
    }));
  });
}

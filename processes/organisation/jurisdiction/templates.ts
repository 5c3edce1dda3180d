import { z } from 'zod';
import { checkTemplate, templateOn } from '../../../law/documents/template.ts';
import type { DocumentTemplate } from '../../../law/documents/template.ts';
import { fail } from '../../../law/errors.ts';
import type { PlainDate } from '../../../law/plain-date.ts';
import { route } from '../../../platform/http/route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { sqlState, transact } from '../../../platform/postgres/database.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import { TemplateBody, TemplatesView } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { templateFrom } from '../directory.ts';
import { act, textDigest } from '../record.ts';
import { addTemplate, templatesOf, withdrawTemplate } from '../store/document-templates.ts';
import { regionName } from '../store/regions.ts';

/** 公文模板: how this region's papers look and are numbered; each version by a document, from a date on. */
export function templateRoutes(deps: OrganisationDeps): readonly Route[] {
  return [
    route({
      method: 'GET', path: '/jurisdiction/templates', may: 'session.own', out: TemplatesView, fails: [], summary: '公文模板',
      handle: (ctx) => transact(deps.db, (tx) => view(deps, tx, ctx.actor.region)),
    }),
    route({
      method: 'POST', path: '/jurisdiction/templates', may: 'jurisdiction.edit', once: true, grave: true, form: 'paper-template', in: { body: TemplateBody }, out: TemplatesView,
      fails: ['LOCAL_NUMBER_OUT_OF_BOUNDS', 'TEMPLATE_KIND_INVALID', 'TEMPLATE_NUMBER_INVALID', 'TEMPLATE_CODE_TWICE', 'LOCAL_DOCUMENT_REQUIRED', 'LOCAL_DATES_INVALID', 'ORGANISATION_NOT_FOUND', 'BUSY_RETRY', 'CONFIRM_IDENTITY'], summary: '录入公文模板',
      handle: async (ctx, { body }) => {
        checkTemplate({ ...body, version: 1 });
        try {
          return await act(deps, ctx, 'document-template', async (tx) => {
            const { region } = ctx.actor;
            const known = await deps.directory.organisations(tx, body.codes.map((one) => one.org));
            if (body.codes.some((one) => known.get(one.org)?.region !== region)) fail('ORGANISATION_NOT_FOUND');
            const version = await addTemplate(tx, { region, body, madeBy: ctx.actor.person });
            const facts = { act: 'add', region, version, digest: textDigest(JSON.stringify(body)), from: body.by.from, to: body.by.to, document: textDigest(`${body.by.title} ${body.by.number}`) };
            return { answer: await view(deps, tx, region), facts };
          });
        } catch (error) {
          if (sqlState(error) === '23505') fail('BUSY_RETRY'); // two entered a version at once
          throw error;
        }
      },
    }),
    route({
      method: 'DELETE', path: '/jurisdiction/templates/:version', may: 'jurisdiction.edit', grave: true, in: { params: z.object({ version: z.coerce.number().int().min(1).max(999) }) }, out: TemplatesView,
      fails: ['TEMPLATE_NOT_FOUND', 'CONFIRM_IDENTITY'], summary: '撤销公文模板',
      handle: (ctx, { params }) => act(deps, ctx, 'document-template', async (tx) => {
        if (!await withdrawTemplate(tx, ctx.actor.region, params.version, ctx.actor.person)) fail('TEMPLATE_NOT_FOUND');
        return { answer: await view(deps, tx, ctx.actor.region), facts: { act: 'withdraw', region: ctx.actor.region, version: params.version } };
      }),
    }),
  ];
}

const mostOrganisations = 500;

async function view(deps: OrganisationDeps, tx: Tx, region: string): Promise<z.infer<typeof TemplatesView>> {
  const [today, rows] = [await deps.directory.legalToday(tx), await templatesOf(tx, region)];
  const standing = rows.filter((row) => row.withdrawnAt === null).map(templateFrom);
  const now = templateOn(standing, today)?.version;
  const orgs = await deps.directory.departmentsIn(tx, region, null, mostOrganisations);
  const names = await deps.directory.organisations(tx, [...new Set([...orgs, ...standing.flatMap((one) => one.codes.map((code) => code.org))])]);
  return {
    region, regionName: await regionName(tx, region),
    rows: rows.map((row) => {
      const it = templateFrom(row);
      return {
        version: it.version, heads: [...it.heads], fileNumber: it.fileNumber, codes: it.codes.map((one) => ({ ...one, orgName: names.get(one.org)?.name ?? one.org })), margins: it.margins, line: it.line,
        signature: it.signature, contact: it.contact, document: `《${it.by.title}》（${it.by.number}）`, from: it.by.from, to: it.by.to, madeAt: row.madeAt,
        state: row.withdrawnAt !== null ? 'withdrawn' : it.version === now ? 'in-force' : stateOn(it, today),
      };
    }),
    organisations: orgs.map((code) => ({ code, name: names.get(code)?.name ?? code })),
  };
}

function stateOn({ by }: DocumentTemplate, today: PlainDate): 'to-come' | 'ended' {
  return by.from > today ? 'to-come' : 'ended';
}

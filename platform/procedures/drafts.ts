import { z } from 'zod';
import { permissionOfForm } from '../../law/draft-forms.ts';
import { fail } from '../../law/errors.ts';
import type { ProcedureName } from '../../law/procedure.ts';
import { mustBePermitted } from '../http/permitted.ts';
import { route, type Route } from '../http/route.ts';
import { read, transact } from '../postgres/database.ts';
import type { Engine } from './engine.ts';
import type { Actor } from './ports.ts';
import { dropFormDraft, findFormDraft, saveFormDraft, type FormKey } from './store/form-drafts.ts';

const name = z.string().regex(/^[a-z]+(-[a-z]+)*$/).max(40);
const params = z.object({ kind: name, form: name });
const query = z.object({ about: z.string().regex(/^[0-9A-Za-z.-]*$/).max(160).optional() });

/** Characters of one draft as JSON: the longest reply has room, a file has not. */
export const mostDraftChars = 128 * 1024;
/** What opens a door is never kept with what somebody typed. */
const secretName = /password|passwd|secret|token|totp|recovery/i;
/** 国家秘密、工作秘密 are what an assessment asks about, not keys. */
const lawSecrets: readonly unknown[] = ['', 'none', 'work-secret', 'state-secret'];
const lawful = (key: string, value: unknown): boolean => (key === 'secret' ? lawSecrets.includes(value) : key === 'work-secret' && typeof value === 'object');

const Body = z.record(z.string().max(100), z.unknown())
  .refine((body) => JSON.stringify(body).length <= mostDraftChars, `超过 ${mostDraftChars / 1024} 千字，请分次提交或者改用附件`)
  .refine((body) => !namesSecret(body), '含有口令、密钥，不存草稿');

export const FormDraft = z.object({ body: z.record(z.string(), z.unknown()), savedAt: z.string() }).nullable();
export const FormDraftSaved = z.object({ savedAt: z.string() });

function namesSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(namesSecret);
  return typeof value === 'object' && value !== null && Object.entries(value).some(([key, inner]) => (secretName.test(key) && !lawful(key, inner)) || namesSecret(inner));
}

/**
 * 填写中的内容: what a person typed into a form and has not sent, for himself alone in the post in which he typed it. Kept and
 * given back while he may still do the act; the act removes it in its own transaction, the job of retention what is old.
 */
export function draftRoutes(engine: Engine): Route[] {
  const { db } = engine;
  const path = '/drafts/:kind/:form';
  const fails = ['CASE_NOT_FOUND', 'NO_SUCH_MOVE', 'NOT_YOUR_MOVE', 'NEARER_POST_HELD', 'ALREADY_DONE', 'OWN_WORK', 'POST_MAY_NOT', 'DRAFT_FORM_UNKNOWN', 'BODY_INVALID'] as const;
  return [
    route({
      method: 'GET', path, may: 'draft.own', in: { params, query }, out: FormDraft, fails, summary: '取回填写中的内容',
      handle: async (ctx, input) => {
        const key = keyOf(input);
        await mustMay(engine, ctx.actor, key);
        return read(db, async (tx) => (await findFormDraft(tx, ctx.actor, key)) ?? null);
      },
    }),
    route({
      method: 'PUT', path, may: 'draft.own', in: { params, query, body: z.object({ body: Body }) }, out: FormDraftSaved, fails, summary: '保存填写中的内容',
      handle: async (ctx, input) => {
        const key = keyOf(input);
        await mustMay(engine, ctx.actor, key);
        return transact(db, async (tx) => ({ savedAt: await saveFormDraft(tx, ctx.actor, key, input.body.body) }));
      },
    }),
    route({
      method: 'DELETE', path, may: 'draft.own', in: { params, query }, out: z.null(), fails: ['BODY_INVALID'], summary: '放弃填写中的内容',
      handle: async (ctx, input) => {
        await dropFormDraft(db, ctx.actor, keyOf(input));
        return null;
      },
    }),
  ];
}

const keyOf = ({ params: { kind, form }, query: { about = '' } }: { readonly params: { readonly kind: string; readonly form: string }; readonly query: { readonly about?: string | undefined } }): FormKey => ({ kind, form, about });

/** The form of an act is open to whoever may take the act now; any other to the posts that may send it. */
async function mustMay(engine: Engine, actor: Actor, { kind, form, about }: FormKey): Promise<void> {
  if (kind === 'form') {
    mustBePermitted(actor.post, permissionOfForm(form) ?? fail('DRAFT_FORM_UNKNOWN'));
    return;
  }
  if (!engine.processes.some((process) => process.table.name === kind)) fail('DRAFT_FORM_UNKNOWN');
  const [ref = '', paperOrg] = about.split('.');
  await engine.mustMay(actor, { ref, kind: kind as ProcedureName, act: form, paperOrg: paperOrg ?? null });
}

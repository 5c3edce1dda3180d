import { z } from 'zod';
import { LawError, fail } from '../../law/errors.ts';
import { invalid, sentenceOf } from '../http/parse.ts';
import type { AnyMove } from '../../law/procedure.ts';
import { MoveCommon } from './contract.ts';
import type { Process } from './process.ts';

/** What came with an act: its own fields, and what every act may carry. */
export interface Input {
  readonly stated: Readonly<Record<string, unknown>>;
  readonly opinion: string | null;
  readonly attachments: readonly string[];
  /** 代录: the act of a party without a seat on this platform, from its paper. */
  readonly paper: { readonly org: string; readonly number: string; readonly date: string } | null;
}

/** Fields of the moves that every case has. */
const generated: Readonly<Record<string, z.ZodObject>> = {
  'hand-over': z.object({ to: z.uuid() }),
  delegation: z.object({ to: z.uuid(), from: z.iso.date(), until: z.iso.date() }),
  reminder: z.object({}),
  comment: z.object({}),
  copy: z.object({ orgs: z.array(z.object({ org: z.string().max(40), post: z.string().max(20).optional() })).min(1).max(20) }),
  'take-back': z.object({}),
  'ask-extension': z.object({ clock: z.string().max(40), days: z.int().min(1).max(365), reason: z.string().trim().min(1).max(1000) }),
  extend: z.object({ clock: z.string().max(40) }),
  'deny-extension': z.object({ clock: z.string().max(40) }),
};

const Common = MoveCommon.strict();
const commonKeys = new Set(Object.keys(MoveCommon.shape));

/**
 * Parses a body by the act's shape; unknown fields are refused. Before the transaction: it needs no database.
 *
 * @throws BODY_INVALID with `fields`: each path and what is wrong there
 */
export function parseInput(process: Process, act: string, body: unknown): Input {
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body))) throw new LawError('BODY_INVALID', { where: '', why: '应为一组内容' });
  const all = (body ?? {}) as Record<string, unknown>;
  const shape = [generated, process.contract].find((shapes) => Object.hasOwn(shapes, act))?.[act] ?? z.object({}); // an act may be called constructor by who asks
  const own = shape instanceof z.ZodObject ? new Set(Object.keys(shape.shape)) : new Set<string>();
  const common = parse(Common, pick(all, (key) => commonKeys.has(key)));
  const strict = shape instanceof z.ZodObject && shape.def.catchall === undefined ? shape.strict() : shape;
  const stated = parse(strict, pick(all, (key) => own.has(key) || !commonKeys.has(key))) as Record<string, unknown>;
  const opinion = common.opinion?.trim();
  return {
    stated: own.has('opinion') || own.has('attachments') ? pick(stated, (key) => !commonKeys.has(key)) : stated,
    opinion: opinion === undefined || opinion === '' ? null : opinion,
    attachments: [...new Set(common.attachments ?? [])],
    paper: common.paper ?? null,
  };
}

/** Every field that the row names must be there. @throws OPINION_REQUIRED, FIELD_MISSING with `fields` */
export function requireStated(row: AnyMove, act: string, input: Input): void {
  const missing = (row.states ?? []).filter((field) => !isThere(field, input));
  if (missing.length === 0) return;
  if (missing.length === 1 && missing[0] === 'opinion') fail('OPINION_REQUIRED', { act });
  throw new LawError('FIELD_MISSING', { field: missing.join('、'), fields: missing.map((path) => ({ path, message: '必填' })) }, row.basis);
}

function isThere(field: string, input: Input): boolean {
  if (field === 'opinion') return input.opinion !== null;
  if (field === 'attachments') return input.attachments.length > 0;
  const value = input.stated[field];
  return value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '') && !(Array.isArray(value) && value.length === 0);
}

function parse<S extends z.ZodType>(shape: S, value: unknown): z.output<S> {
  const result = shape.safeParse(value, { error: sentenceOf });
  if (result.success) return result.data;
  throw invalid(result.error.issues);
}

function pick(from: Readonly<Record<string, unknown>>, keep: (key: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keep(key)));
}

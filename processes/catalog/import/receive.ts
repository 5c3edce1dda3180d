import { createHash } from 'node:crypto';
import { fail } from '../../../law/errors.ts';
import { once } from '../../../platform/http/once.ts';
import type { Context } from '../../../platform/http/route.ts';
import { wholeUpload } from '../../../platform/http/whole-upload.ts';
import { safeName } from '../../../platform/objects/index.ts';
import { transact, type Db, type Tx } from '../../../platform/postgres/database.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import { mustBeNearest } from '../../../platform/procedures/nearer-post.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import type { EngineInside } from '../../../platform/procedures/process.ts';
import { createPlaces } from '../../../platform/threads/places.ts';
import { addImport, addPieces, findImport, unsettledOf, type At } from '../store/imports.ts';
import { lookInto } from './threads.ts';

export interface ImportDeps { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside }

const mostMb = 20;
const mostUnsettled = 5;
/** Uploads that are held in memory at a time, of one account two. */
const places = createPlaces(4, 2, () => fail('TOO_MANY_REQUESTS', { seconds: 10 }));

/**
 * Takes a workbook: looked into first, kept whole or not at all; the same request once. What is in it is read afterwards, by a job.
 * @throws WORKBOOK_UNREADABLE, IMPORT_TOO_MANY, NEARER_POST_HELD, TOO_MANY_REQUESTS, ATTACHMENT_NAME_INVALID, UPLOAD_BROKEN_OFF, REQUEST_ID_REUSED
 */
export async function receive(deps: ImportDeps, ctx: Context): Promise<At> {
  const done = places.take(ctx.actor.person);
  try {
    await requirePost(deps, ctx.actor);
    const file = await ctx.upload();
    const bytes = await wholeUpload(file.body, mostMb);
    await lookInto(bytes);
    const name = safeName(file.name, 'xlsx');
    return await once(deps.db, ctx, (tx) => keep(tx, deps, ctx.actor, name, bytes), { sha256: digest(bytes), name });
  } finally {
    done();
  }
}

/** Import is the cataloguer's. @throws NEARER_POST_HELD */
export async function requirePost({ db, directory }: Pick<ImportDeps, 'db' | 'directory'>, actor: Actor): Promise<void> {
  await transact(db, (tx) => mustBeNearest(tx, directory, actor, 'cataloguer', '批量导入'));
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function keep(tx: Tx, { inside }: ImportDeps, actor: Actor, name: string, bytes: Buffer): Promise<At> {
  const at: At = { region: actor.region, id: uuidv7() };
  const { org, person, post, behalfOf, session } = actor;
  if (await unsettledOf(tx, at.region, org) >= mostUnsettled) fail('IMPORT_TOO_MANY', { most: mostUnsettled });
  await addImport(tx, { ...at, org, person, post, behalfOf: behalfOf ?? null, session, name, bytes: bytes.length, sha256: digest(bytes) });
  await addPieces(tx, at, bytes);
  await inside.record(tx, at.region, 'catalog.import', { import: at.id, act: 'received', bytes: bytes.length, sha256: digest(bytes), org, post, person, behalfOf: behalfOf ?? null });
  return at;
}

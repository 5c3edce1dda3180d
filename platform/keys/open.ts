import { randomBytes } from 'node:crypto';
import { errors } from '../../law/errors.ts';
import type { Db, Reader } from '../postgres/database.ts';
import { uuidv7 } from '../postgres/uuid.ts';
import { makeMasterKey, masterKeysOf, settleMasterKey, signerOf } from './key-files.ts';
import { purposes, ringOf } from './keys.ts';
import type { DataKey, KeyRing, Keys, Purpose } from './keys.ts';
import { masterKeyOf } from './master-key.ts';
import type { MasterKey } from './master-key.ts';
import { KeyRefused } from './refused.ts';
import { addDataKey, addKeyCheck, findKeyCheck, hasKeyCheck, listDataKeys } from './store.ts';

/** Where the master key may be. */
export interface KeyPlace {
  readonly home: string;
  /** From the environment; goes before the home's. */
  readonly given: Buffer | undefined;
  /** The database is the home's own: its key may be made with it. With any other database never. */
  readonly embedded: boolean;
}

/**
 * Opens the key ring. At the first start of an embedded home the master key is made there (0600);
 * with an outside database it must be given. Another key than the database was begun with is refused.
 */
export async function openKeys(db: Db, place: KeyPlace): Promise<Keys> {
  const master = await findMaster(db, place);
  return { ...opened(master, await ensureDataKeys(db, master)), signer: signerOf(place.home) };
}

/** The ring alone, for whoever only compares: nothing is made, in the home or the database. Undefined where no key is at hand, or nothing was sealed yet. */
export async function keysAtHand(db: Reader, place: KeyPlace): Promise<KeyRing | undefined> {
  const known = (await hasKeyCheck(db)) ? await findKeyCheck(db) : undefined;
  const rows = known === undefined ? [] : await listDataKeys(db);
  if (!rows.some(({ purpose }) => purpose === 'seal')) return undefined;
  try {
    const fits = fitting(place, known);
    return fits && opened(fits.key, rows);
  } catch (error) {
    if (error instanceof KeyRefused) return undefined;
    throw error;
  }
}

function opened(master: MasterKey, rows: Awaited<ReturnType<typeof listDataKeys>>): KeyRing {
  return ringOf(master.id, new Map(rows.flatMap((row): readonly [Purpose, DataKey][] => {
    const purpose = purposes.find((each) => each === row.purpose);
    return purpose === undefined ? [] : [[purpose, { id: row.id, bytes: master.unwrap(row.wrapped, `${row.purpose}\n${row.id}`) }]];
  })));
}

/** The master key that fits the database. */
export async function findMaster(db: Db, place: KeyPlace): Promise<MasterKey> {
  const known = await findKeyCheck(db);
  const fits = fitting(place, known);
  if (known === undefined || fits === undefined) return begin(db, place, fits?.key);
  // A rotation was cut off after the database's commit.
  if (fits.staged) settleMasterKey(place.home);
  return fits.key;
}

/**
 * Refuses what `openKeys` would refuse, and writes nothing: asked before a database is migrated, so that
 * a start without its key changes nothing.
 */
export async function refuseWithoutMaster(db: Reader, place: KeyPlace): Promise<void> {
  fitting(place, (await hasKeyCheck(db)) ? await findKeyCheck(db) : undefined);
}

interface Candidate { readonly key: MasterKey; readonly staged: boolean }
type KeyCheck = NonNullable<Awaited<ReturnType<typeof findKeyCheck>>>;

/** The key for this database; undefined where one may be made. */
function fitting(place: KeyPlace, known: KeyCheck | undefined): Candidate | undefined {
  const present = place.given === undefined ? masterKeysOf(place.home) : [{ bytes: place.given, staged: false }];
  const candidates = present.map(({ bytes, staged }): Candidate => ({ key: masterKeyOf(bytes), staged }));
  const found = candidates.find(({ key, staged }) => (known === undefined ? !staged : key.id === known.keyId && key.check.equals(known.value)));
  if (found !== undefined) return found;
  if (known !== undefined) throw refusal(place, candidates.length > 0, known.keyId);
  if (place.embedded) return undefined;
  throw new KeyRefused(`${errors.KEY_MASTER_MISSING.say()} / An outside database needs a master key: keys make prints one for SHUQIAO_MASTER_KEY or SHUQIAO_MASTER_KEY_FILE. Keep a copy elsewhere.`);
}

async function begin(db: Db, place: KeyPlace, present: MasterKey | undefined): Promise<MasterKey> {
  const master = present ?? masterKeyOf(makeMasterKey(place.home));
  await addKeyCheck(db, master.id, master.check);
  const kept = await findKeyCheck(db);
  if (kept === undefined || !kept.value.equals(master.check)) throw refusal(place, true, kept?.keyId ?? '');
  return master;
}

function refusal(place: KeyPlace, given: boolean, wanted: string): KeyRefused {
  if (given) return new KeyRefused(`${errors.KEY_MASTER_WRONG.say()}（${wanted}） / This is not the master key that the database was begun with (${wanted}).`);
  return new KeyRefused(`缺少主密钥 ${wanted}：它不在 ${place.home}，也未由 SHUQIAO_MASTER_KEY 给出；没有它，已加密的内容无法打开。 / `
    + `The master key ${wanted} is neither in ${place.home} nor in SHUQIAO_MASTER_KEY; without it nothing sealed can be opened.`);
}

/** One data key per purpose, made when a purpose is new. */
async function ensureDataKeys(db: Db, master: MasterKey): ReturnType<typeof listDataKeys> {
  const there = new Set((await listDataKeys(db)).map((row) => row.purpose));
  const missing = purposes.filter((purpose) => !there.has(purpose));
  for (const purpose of missing) {
    const id = uuidv7();
    await addDataKey(db, { id, purpose, wrapped: master.wrap(randomBytes(32), `${purpose}\n${id}`), wrappedBy: master.id });
  }
  return listDataKeys(db);
}

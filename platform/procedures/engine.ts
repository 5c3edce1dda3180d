import { fail, LawError } from '../../law/errors.ts';
import type { ProcedureName } from '../../law/procedure.ts';
import { asksTheSame } from '../http/asked.ts';
import { read, sqlState, transact, type Db, type Tx } from '../postgres/database.ts';
import { MoveAnswer, type CasePage, type CaseQuery, type CaseRef, type CaseView, type Coming, type Waiting, type Worklist, type WorklistQuery } from './contract.ts';
import { deedOf } from './deed.ts';
import { createInside } from './inside.ts';
import { parseInput } from './input.ts';
import { mustMayAct, type Intended } from './may-act.ts';
import { partiesOf } from './parties.ts';
import type { Actor, Directory, RegionCode } from './ports.ts';
import type { EngineInside, Process } from './process.ts';
import { readComing } from './coming.ts';
import { maySee } from './reach.ts';
import { followCalendars, recomputeClocks } from './recompute.ts';
import { parseRef } from './ref.ts';
import { loadLocked, moveLocked, openCase } from './run.ts';
import type { Runner } from './runner.ts';
import { whatChanged } from './stale.ts';
import { findRequest, writeAnswer, type StoredRequest } from './store/requests.ts';
import type { FormKey } from './store/form-drafts.ts';
import { createSweep, type Sweep } from './sweep.ts';
import { viewCase } from './view.ts';
import { listCases } from './lists.ts';
import { readOwed, readStanding, readWaiting } from './waiting.ts';
import { readWorklist, type WorklistTab } from './worklist.ts';
import type { Taken } from './take-move.ts';

export interface Engine extends Sweep {
  /** Opens a case by a row from `new`; the same request id gives the same answer. `typed`: a draft of the actor that goes with it. */
  open(actor: Actor, kind: ProcedureName, act: string, body: unknown, ids: OpenIds): Promise<MoveAnswer>;
  /** Takes one act on a case as it stood at `version`; the same request id gives the same answer. */
  move(actor: Actor, ref: CaseRef, act: string, body: unknown, ids: MoveIds): Promise<MoveAnswer>;
  /** The page of a case. Whoever is no party: CASE_NOT_FOUND. */
  view(actor: Actor, ref: CaseRef, kind?: string): Promise<CaseView>;
  list(actor: Actor, kind: ProcedureName, query: CaseQuery): Promise<CasePage>;
  /** Nothing where this person may take the act now; else the refusal. */
  mustMay(actor: Actor, intended: Intended): Promise<void>;
  worklist(actor: Actor, query: WorklistQuery, tab?: WorklistTab): Promise<Worklist>;
  standing(actor: Actor, query: WorklistQuery): Promise<CasePage>;
  owed(actor: Actor, query: WorklistQuery): Promise<CasePage>;
  waiting(actor: Actor): Promise<Waiting>;
  coming(actor: Actor): Promise<Coming>;
  /** Marks what has run out, then does what follows, in any number of workers; returns how many clocks it marked. */
  sweep(): Promise<number>;
  /** Computes the dates of open clocks again, after a notice was loaded. Returns how many clocks changed. */
  recomputeClocks(): Promise<number>;
  /** The same, where the notices are others than those it was last done under. */
  followCalendars(): Promise<void>;
  readonly inside: EngineInside;
  readonly processes: readonly Process[];
  readonly directory: Directory;
  readonly db: Db;
}

/** Under which id, and what is asked under it (platform/http/asked.ts); `typed`: a draft of the actor, beside that of the act itself, that goes with it. */
export interface OpenIds { readonly requestId: string; readonly asked?: Buffer | null; readonly typed?: FormKey | null }

/** The same on a case as it stood, of which procedure. */
export interface MoveIds extends OpenIds { readonly version: number; readonly kind?: string }

export interface EngineDeps { readonly db: Db; readonly directory: Directory; readonly processes: readonly Process[] }

/** The one thing that moves cases. */
export function createEngine({ db, directory, processes }: EngineDeps): Engine {
  const byName = new Map(processes.map((process) => [process.table.name, process]));
  const processOf = (kind: ProcedureName): Process => byName.get(kind) ?? fail('PROCEDURE_UNKNOWN', { procedure: kind });
  const inside = createInside(() => run);
  const run: Runner = { directory, process: processOf, all: processes, inside };
  const sweep = createSweep(db, run);
  const known = (kind: string | undefined): void => { if (kind !== undefined) processOf(kind as ProcedureName); };

  return {
    open: (actor, kind, act, body, ids) => {
      const on = { region: actor.region }; // until the process says in which region it opens
      return acting(db, actor, on, act, ids, (tx) => open(run, tx, actor, { process: processOf(kind), act, body, ...ids }, (region) => { on.region = region; }));
    },
    move: async (actor, ref, act, body, ids) => {
      known(ids.kind);
      return acting(db, actor, parseRef(ref), act, ids, (tx) => move(run, tx, actor, ref, act, body, ids));
    },
    view: (actor, ref, kind) => transact(db, (tx) => viewCase(run, tx, actor, parseRef(ref), kind)),
    list: (actor, kind, query) => read(db, (tx) => listCases(run, tx, actor, processOf(kind), query)),
    mustMay: (actor, intended) => read(db, (tx) => mustMayAct(run, tx, actor, intended)),
    worklist: (actor, query, tab) => read(db, (tx) => readWorklist(run, tx, actor, query, tab ?? 'todo')),
    standing: (actor, query) => read(db, (tx) => readStanding(run, tx, actor, query)),
    owed: (actor, query) => read(db, (tx) => readOwed(run, tx, actor, query)),
    waiting: (actor) => read(db, (tx) => readWaiting(run, tx, actor)),
    coming: (actor) => read(db, (tx) => readComing(run, tx, actor)),
    ...sweep,
    sweep: async () => {
      const marked = await sweep.markLapsed();
      await sweep.followLapsed();
      return marked;
    },
    recomputeClocks: () => recomputeClocks(db, run),
    followCalendars: () => followCalendars(db, run),
    inside, processes, directory, db,
  };
}

/**
 * A person's act: one transaction; a request id that acted before is answered as before. Of two that are sent at once one
 * wins, and the other may fail by whatever the first has changed: its answer is the first one's all the same.
 */
async function acting(db: Db, actor: Actor, on: { readonly region: RegionCode; readonly id?: string }, act: string, ids: OpenIds, work: (tx: Tx) => Promise<MoveAnswer>): Promise<MoveAnswer> {
  try {
    return await transact(db, work);
  } catch (thrown) {
    const state = sqlState(thrown);
    if (state === '40P01' || state === '40001') return fail('BUSY_RETRY');
    const stored = await findRequest(db, on.region, ids.requestId);
    if (stored !== undefined && isSame(stored, actor, act, ids, on.id)) return MoveAnswer.parse(stored.answer);
    return state === '23505' && isRequestKey(thrown) ? fail('REQUEST_ID_REUSED') : Promise.reject(thrown as Error);
  }
}

function isRequestKey(thrown: unknown): boolean {
  return thrown instanceof Error && 'constraint' in thrown && thrown.constraint === 'case_request_pkey';
}

/** The stored answer, if this person took this act, on this case where it is known, under this id, and asked the same. @throws REQUEST_ID_REUSED */
async function storedAnswer(db: Db | Tx, region: RegionCode, ids: OpenIds, actor: Actor, act: string, caseId?: string): Promise<MoveAnswer | undefined> {
  const stored = await findRequest(db, region, ids.requestId);
  if (stored === undefined) return undefined;
  return isSame(stored, actor, act, ids, caseId) ? MoveAnswer.parse(stored.answer) : fail('REQUEST_ID_REUSED');
}

function isSame(stored: StoredRequest, actor: Actor, act: string, { asked = null }: OpenIds, caseId: string | undefined): boolean {
  return stored.person === actor.person && stored.act === act && (caseId === undefined || stored.caseId === caseId) && asksTheSame(stored.asked, asked);
}

interface Opens extends OpenIds { readonly process: Process; readonly act: string; readonly body: unknown }

async function open(run: Runner, tx: Tx, actor: Actor, { process, act, body, ...ids }: Opens, opensIn: (region: RegionCode) => void): Promise<MoveAnswer> {
  if (!process.table.moves.some((move) => move.act === act && !('notIn' in move.from) && move.from.includes('new') && move.by.some((by) => typeof by === 'string' || !('clock' in by)))) fail('ACT_UNKNOWN', { act });
  const input = parseInput(process, act, body);
  if (process.opening === undefined) return fail('ACT_UNKNOWN', { act });
  const deed = await deedOf(tx, run.directory);
  const before = await storedAnswer(tx, actor.region, ids, actor, act); // an opening may refuse what it has already opened
  if (before !== undefined) return before;
  const opening = await process.opening(tx, actor, act, input.stated, deed.today);
  opensIn(opening.region ?? actor.region);
  const stored = await storedAnswer(tx, opening.region ?? actor.region, ids, actor, act);
  if (stored !== undefined) return stored;
  const taken = await openCase(run, tx, process, opening, { act, by: { actor }, input, ...ids });
  return finish(run, tx, taken, ids.requestId);
}

async function move(run: Runner, tx: Tx, actor: Actor, ref: CaseRef, act: string, body: unknown, ids: MoveIds): Promise<MoveAnswer> {
  const loaded = (await loadLocked(tx, parseRef(ref))) ?? fail('CASE_NOT_FOUND');
  const process = run.process(loaded.row.kind);
  const isParty = maySee(loaded.row, partiesOf(process.table, loaded.row, loaded.others), actor);
  if (!isParty || (ids.kind !== undefined && ids.kind !== loaded.row.kind)) return fail('CASE_NOT_FOUND');
  if (loaded.row.version !== ids.version) {
    const stored = await storedAnswer(tx, loaded.row.region, ids, actor, act, loaded.row.id);
    if (stored !== undefined) return stored;
    const changed = await whatChanged(run, tx, process, loaded, ids.version);
    throw new LawError('VERSION_STALE', { now: loaded.row.version, what: changed.map((one) => one.text).join('；'), changed });
  }
  const input = parseInput(process, act, body);
  const taken = await moveLocked(run, tx, loaded, { act, by: { actor }, input, requestId: ids.requestId, asked: ids.asked ?? null, typed: ids.typed ?? null });
  return finish(run, tx, taken, ids.requestId);
}

/** The answer shows where the case stands after everything that followed; what is shown once is not kept. */
async function finish(run: Runner, tx: Tx, taken: Taken, requestId: string): Promise<MoveAnswer> {
  const deed = await deedOf(tx, run.directory);
  const { row } = taken.loaded;
  const { answer } = taken;
  const latest = deed.latest(row);
  const moved = latest !== undefined && latest.version !== answer.version;
  if (moved) Object.assign(answer, { state: latest.state, stateZh: run.process(row.kind).table.states[latest.state]?.zh ?? latest.state, version: latest.version });
  const { once, ...kept } = answer;
  if (moved || once !== undefined) await writeAnswer(tx, row.region, requestId, once === undefined ? kept : { ...kept, shown: true });
  return answer;
}

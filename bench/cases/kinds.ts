import { statesFrom, type AnyMove, type AnyProcedure } from '../../law/procedure.ts';
import { procedures } from '../../law/procedures/index.ts';
import type { Seat } from '../../law/seats.ts';
import { accountPost } from '../../platform/procedures/posts.ts';

/** A case of each procedure where somebody is awaited, a clerk if a clerk ever is: kind, code of its numbers, state, act, post, and a clock of its own. */
export interface Awaiting { readonly kind: string; readonly code: string; readonly state: string; readonly act: string; readonly post: string; readonly clock: string | null }

const seatsOf = (move: AnyMove): readonly Seat[] => move.by.filter((by) => typeof by === 'string');
const clockOf = (table: AnyProcedure): string | null => Object.keys(table.clocks)[0] ?? null;

export const awaitingEach: readonly Awaiting[] = procedures.map((table) => {
  const all = (table.moves as readonly AnyMove[]).flatMap((move) => statesFrom(table, move).filter((state) => state !== 'new').flatMap((state) => seatsOf(move).map((seat) => ({ state, act: move.act, post: accountPost(seat) ?? '' }))));
  const found = all.find((one) => one.post === 'clerk') ?? all.find((one) => one.post !== '');
  if (found === undefined) throw new Error(`${table.name} awaits nobody`);
  return { kind: table.name, code: table.code, ...found, clock: clockOf(table) };
});

/** Of applications alone: received, and the provider's clerk has to propose a reply. */
export const applicationsAlone: readonly Awaiting[] = [{ kind: 'application', code: 'SQ', state: 'received', act: 'propose', post: 'clerk', clock: 'reply' }];

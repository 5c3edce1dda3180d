import { statesFrom, type AnyMove, type AnyProcedure } from '../../law/procedure.ts';
import { partyOf } from '../../law/seats.ts';
import type { Flow } from './contract.ts';
import type { PastRecord } from './store/cases.ts';
import { actWord, partyZh } from './wording.ts';

/** The diagram of a case, drawn from its table: the way it took, where it is, and the way that lies ahead without incident. */
export function flowOf(table: AnyProcedure, state: string, past: readonly PastRecord[]): Flow {
  const visited = new Map<string, string>();
  for (const move of past) if (move.toState !== move.fromState) visited.set(move.toState, move.onDay);
  const main = Object.entries(table.states).filter(([, each]) => each.main).map(([name]) => name);
  const ahead = main.slice(main.indexOf(state) + 1).filter((name) => main.includes(state) && !visited.has(name));
  const shown = Object.keys(table.states).filter((name) => name === state || visited.has(name) || ahead.includes(name));
  const nodes = shown.map((name) => ({
    state: name, zh: table.states[name]?.zh ?? name, lane: laneOf(table, name),
    mark: name === state ? 'now' as const : visited.has(name) ? 'done' as const : 'ahead' as const,
    note: visited.get(name) ?? null,
  }));
  const lanes = [...new Set(nodes.map((node) => node.lane))].map((party) => ({ party, zh: partyZh(party) }));
  return { lanes, nodes, edges: [...taken(table, past), ...lying(table, [state, ...ahead])] };
}

function laneOf(table: AnyProcedure, name: string): string {
  const state = table.states[name];
  if (state?.lane !== undefined) return state.lane;
  const first = state?.awaits?.find((by) => typeof by === 'string');
  return typeof first === 'string' ? partyOf(first) : table.parties[0] ?? 'requester';
}

function taken(table: AnyProcedure, past: readonly PastRecord[]): Flow['edges'] {
  const edges = new Map<string, Flow['edges'][number]>();
  for (const move of past) {
    if (move.fromState === move.toState || move.fromState === 'new') continue;
    edges.set(`${move.fromState} ${move.toState}`, { from: move.fromState, to: move.toState, zh: actWord(table, move.act), mark: 'done' });
  }
  return [...edges.values()];
}

/** The rows that lead from each state to the next on the main way. */
function lying(table: AnyProcedure, way: readonly string[]): Flow['edges'] {
  const edges: Flow['edges'] = [];
  for (const [at, from] of way.slice(0, -1).entries()) {
    const to = way[at + 1] ?? '';
    const row = (table.moves as readonly AnyMove[]).find((move) => move.to === to && statesFrom(table, move).includes(from));
    edges.push({ from, to, zh: row === undefined ? '' : actWord(table, row.act, row), mark: 'ahead' });
  }
  return edges;
}

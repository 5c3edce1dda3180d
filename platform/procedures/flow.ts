import { generatedActs } from '../../law/generated-moves.ts';
import { statesFrom, type AnyMove, type AnyProcedure } from '../../law/procedure.ts';
import type { Flow } from './contract.ts';
import { nodesOf } from './flow-nodes.ts';
import { passedOn, wayOf, type Way } from './flow-way.ts';
import type { PastRecord } from './store/cases.ts';
import { actWord, partyZh } from './wording.ts';

type Edge = Flow['edges'][number];

/**
 * The diagram of a case, drawn from its table: the way it took, what was done beside it, where it is, and the way that lies ahead
 * without incident, as far as the procedure that it opens. `nameOf`: short names of the parties.
 */
export function flowOf(table: AnyProcedure, state: string, past: readonly PastRecord[], nameOf: (party: string) => string | null): Flow {
  const way = wayOf(table, state, past);
  const nodes = nodesOf(way);
  const lanes = [...new Set(nodes.map((node) => node.lane))].map((party) => ({ party, zh: partyZh(party, table), name: nameOf(party) }));
  const here = nodes.find((node) => node.mark === 'now');
  const told = here === undefined || way.ended || table.states[state]?.rests;
  return { lanes, nodes, edges: edgesOf(way, nodes), otherwise: otherwise(way), now: told ? table.states[state]?.zh ?? state : whose(partyZh(here.lane, table), here.zh) };
}

/** 提供部门审定; a step that names its own is not told twice: 主管部门审核, 部门负责人审核. */
function whose(party: string, step: string): string {
  return step.startsWith(party) ? step : step.startsWith('本部门') ? `${party}${step.slice(3)}` : `${step.startsWith('部门') ? party.replace(/部门$/, '') : party}${step}`;
}

function edgesOf(way: Way, nodes: Flow['nodes']): Edge[] {
  const { table, walked, main } = way;
  const edges = new Map<string, Edge>();
  const markOf = new Map(nodes.map((node) => [node.state, node.mark]));
  const put = (from: string, to: string, zh: string, back = false) => {
    if (from === to || !markOf.has(from) || !markOf.has(to) || edges.has(`${from} ${to}`)) return;
    edges.set(`${from} ${to}`, { from, to, zh, mark: markOf.get(to) === 'ahead' && !back ? 'ahead' : 'done' });
  };
  const arrival = (name: string) => (table.states[name]?.arrival === undefined ? name : `${name}/in`);
  for (const node of nodes) if (node.state.endsWith('/in')) put(node.state, node.state.slice(0, -3), '');
  for (const step of walked) {
    const back = main.includes(step.from) && main.indexOf(step.to) >= 0 && main.indexOf(step.to) < main.indexOf(step.from);
    const zh = table.states[step.to]?.line ?? wordOf(table, step.from, (move) => move.act === step.act, step.act);
    put(main.includes(step.to) ? step.from : arrival(step.from), back ? step.to : arrival(step.to), zh, back);
  }
  for (const [from, to, zh] of lying(way)) {
    const key = `${from} ${arrival(to)}`;
    put(from, arrival(to), zh);
    const edge = edges.get(key);
    if (edge !== undefined && from === way.state) edges.set(key, { ...edge, mark: 'ahead' });
  }
  for (const node of nodes) if (node.mark === 'ahead' && node.beside !== null) put(node.beside, node.state, '');
  return [...edges.values()];
}

/** The rows that lead on: back to the way from beside it, or past where it left the way; then from each state to the next. */
function lying(whole: Way): (readonly [from: string, to: string, zh: string])[] {
  const { table, state, ended, main } = whole;
  if (ended) return [];
  const at = passedOn(whole) ?? whole.at;
  const here = main[at] ?? state;
  const to = (name: string) => (move: AnyMove) => typeof move.to === 'string' && (table.states[move.to]?.as ?? move.to) === name;
  const way = [here, ...main.slice(at + 1)];
  const ahead = way.slice(0, -1).map((from, n) => [from, way[n + 1] ?? '', wordOf(table, from, to(way[n + 1] ?? ''))] as const);
  return here === state ? ahead : [[state, here, wordOf(table, state, to(here))] as const, ...ahead];
}

function wordOf(table: AnyProcedure, from: string, is: (move: AnyMove) => boolean, act?: string): string {
  const row = (table.moves as readonly AnyMove[]).find((move) => is(move) && statesFrom(table, move).includes(from));
  return row === undefined && act === undefined ? '' : actWord(table, row?.act ?? act ?? '', row);
}

/** How else the step may end the case: 或不同意，说明理由. What withdraws or only speaks is no end of the step. */
function otherwise({ table, state }: Way): string[] {
  const seats = (table.states[state]?.awaits ?? []).filter((by) => typeof by === 'string');
  const ends = (move: AnyMove) => typeof move.to === 'string' && table.states[move.to]?.final === true && !table.states[move.to]?.main;
  const rows = (table.moves as readonly AnyMove[]).filter((move) => ends(move) && statesFrom(table, move).includes(state)
    && move.by.some((by) => typeof by === 'string' && seats.includes(by)) && !['withdraw', 'abandon', ...generatedActs].includes(move.act));
  const onward = (table.moves as readonly AnyMove[]).filter((move) => statesFrom(table, move).includes(state) && typeof move.to === 'string' && table.states[move.to]?.main === true).map((move) => move.act);
  return [...new Set(rows.filter((move) => !onward.includes(move.act)).map((move) => `或${actWord(table, move.act, move)}${move.states?.includes('reasons') ? '，说明理由' : ''}`))];
}

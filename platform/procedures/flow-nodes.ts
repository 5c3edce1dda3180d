import type { Flow } from './contract.ts';
import { laneOf, openedAtEnd, originOf, passedOn, type Way } from './flow-way.ts';

type Node = Flow['nodes'][number];

/** The boxes of the flow in the order of the way: what was done and beside it, where the case is, what lies ahead without incident. */
export function nodesOf(way: Way): Node[] {
  const { table, walked, main, at } = way;
  const been = new Set(walked.map((step) => step.to));
  const side = [...been].filter((name) => !main.includes(name));
  const placed = new Set<string>();
  const withSides = (name: string): string[] => {
    if (placed.has(name)) return [];
    placed.add(name);
    return [name, ...side.filter((each) => originOf(way, each) === name).flatMap(withSides)];
  };
  const first = side.filter((name) => originOf(way, name) === 'new');
  const order = [...first, ...main.filter((name, n) => (n <= at ? been.has(name) : !way.ended && !strays(way)))].flatMap(withSides);
  return [...order.flatMap((name) => boxesOf(way, name, order)), ...onwards(way)].map((node) => (node.mark === 'ahead' && node.state === main.at(-1) && table.states[node.state] ? { ...node, note: openedAtEnd(way)?.limit ?? null } : node));
}

/** Off the way in the same hands: what lies ahead is to come back, and only that is drawn. */
function strays(way: Way): boolean {
  const here = way.main[way.at];
  return here !== undefined && !way.main.includes(way.state) && laneOf(way, here) === laneOf(way, way.state) && passedOn(way) === undefined;
}

/** The boxes of one state: what brought the case here, where the table names it, and the work done here. */
function boxesOf(way: Way, name: string, order: readonly string[]): Node[] {
  const { table, state, walked, main, at } = way;
  const each = table.states[name];
  const ahead = main.indexOf(name) > at;
  const enters = walked.find((step) => step.to === name)?.onDay ?? null;
  const leaves = [...walked].reverse().find((step) => step.from === name && (main.includes(step.to) || each?.arrival === undefined))?.onDay;
  const waits = each?.arrival !== undefined && name === main[at] && name !== state && !main.includes(state) && !way.ended;
  const mark = name === state ? 'now' : ahead || waits ? 'ahead' : 'done';
  const lane = laneOf(way, name);
  const work: Node = {
    state: name, zh: (each?.final && !ahead ? undefined : each?.box) ?? each?.zh ?? name, lane, mark,
    note: mark === 'ahead' ? null : mark === 'now' ? enters : leaves ?? enters, beside: main.includes(name) ? null : besideOf(way, name, order),
  };
  if (each?.arrival === undefined) return [work];
  return [{ state: `${name}/in`, zh: each.arrival, lane, mark: ahead ? 'ahead' : 'done', note: ahead ? null : enters, beside: null }, work];
}

/** In the column where it came from, if that lies in another party's hands and nothing stands there yet. */
function besideOf(way: Way, name: string, order: readonly string[]): string | null {
  const { table, main } = way;
  const origin = originOf(way, name);
  if (origin === undefined || !order.includes(origin) || laneOf(way, origin) === laneOf(way, name)) return null;
  const first = order.find((each) => !main.includes(each) && originOf(way, each) === origin && laneOf(way, each) !== laneOf(way, origin));
  return first !== name ? null : table.states[origin]?.arrival === undefined ? origin : `${origin}/in`;
}

/** The other side's first step in what the end of the way opens: 同意·提供, then 验收使用. */
function onwards(way: Way): Node[] {
  const [last, opened] = [way.main.at(-1), openedAtEnd(way)?.table];
  if (last === undefined || opened === undefined || way.ended || strays(way) || way.at >= way.main.length - 1) return [];
  const next = Object.entries(opened.states).find(([, each]) => each.main && each.lane !== undefined && each.lane !== laneOf(way, last));
  return next === undefined ? [] : [{ state: `${opened.name}.${next[0]}`, zh: next[1].box ?? next[1].zh, lane: next[1].lane ?? '', mark: 'ahead', note: null, beside: last }];
}

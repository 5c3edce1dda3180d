import type { z } from 'zod';
import type { Flow as FlowSchema } from '../../platform/procedures/contract.ts';

export type FlowShape = z.infer<typeof FlowSchema>;
export interface Box { readonly state: string; readonly x: number; readonly y: number; readonly lane: number; readonly column: number; readonly row: number }
export interface Line { readonly path: string; readonly mark: 'done' | 'ahead'; readonly label: string; readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' }
export interface LaidOut { readonly boxes: ReadonlyMap<string, Box>; readonly lines: readonly Line[]; readonly width: number; readonly height: number; readonly boxWidth: number; readonly laneTops: readonly number[] }

export const BOX_H = 44;
const STEP = { most: 142, least: 98 };
const GAP = 22;
const ROW = 62;
const PAD = { x: 8, lane: 22 };

/**
 * Places the states of a procedure in lanes by party and columns by distance from the start.
 * Steps back do not push a state to the right; states of one lane and column stand under each other.
 */
export function layOut(flow: FlowShape, room: number): LaidOut {
  const columns = columnsOf(flow);
  const count = Math.max(0, ...columns.values()) + 1;
  const step = Math.round(Math.min(STEP.most, Math.max(STEP.least, (room - PAD.x * 2 + GAP) / count)));
  const w = step - GAP;
  const lanes = flow.lanes.map((l) => l.party);
  const laneOf = (lane: string) => Math.max(0, lanes.indexOf(lane));
  const taken = new Map<string, number>();
  const rows = lanes.map(() => 1);
  const placed = flow.nodes.map((node) => {
    const lane = laneOf(node.lane);
    const column = columns.get(node.state) ?? 0;
    const key = `${lane}:${column}`;
    const row = taken.get(key) ?? 0;
    taken.set(key, row + 1);
    rows[lane] = Math.max(rows[lane] ?? 1, row + 1);
    return { state: node.state, lane, column, row };
  });
  const laneTops: number[] = [];
  let top = 0;
  for (const n of rows) { laneTops.push(top); top += n * ROW + PAD.lane; }
  const boxes = new Map<string, Box>(placed.map((p) => [p.state, { ...p, x: PAD.x + p.column * step, y: (laneTops[p.lane] ?? 0) + PAD.lane + p.row * ROW }]));
  const width = Math.max(room, PAD.x * 2 + count * step - GAP);
  return { boxes, lines: linesOf(flow, boxes, w), width, height: top, boxWidth: w, laneTops };
}

function columnsOf(flow: FlowShape): Map<string, number> {
  const order = new Map(flow.nodes.map((n, i) => [n.state, i]));
  const columns = new Map<string, number>(flow.nodes.map((n) => [n.state, 0]));
  const forward = flow.edges.filter((e) => (order.get(e.from) ?? 0) < (order.get(e.to) ?? 0));
  for (const node of flow.nodes) {
    for (const edge of forward) {
      if (edge.from !== node.state) continue;
      columns.set(edge.to, Math.max(columns.get(edge.to) ?? 0, (columns.get(node.state) ?? 0) + 1));
    }
  }
  return columns;
}

function linesOf(flow: FlowShape, boxes: ReadonlyMap<string, Box>, w: number): Line[] {
  const both = new Set(flow.edges.map((e) => `${e.from}>${e.to}`));
  const merged = new Map<string, { from: string; to: string; zh: string; mark: 'done' | 'ahead' }>();
  for (const edge of flow.edges) {
    if (edge.from === edge.to) continue;
    const key = `${edge.from}>${edge.to}`;
    const known = merged.get(key);
    if (known) { if (edge.mark === 'done') known.mark = 'done'; continue; }
    merged.set(key, { ...edge });
  }
  return [...merged.values()].flatMap((edge) => {
    const a = boxes.get(edge.from);
    const b = boxes.get(edge.to);
    if (!a || !b) return [];
    return [lineOf(a, b, w, edge.mark, edge.zh, both.has(`${edge.to}>${edge.from}`))];
  });
}

function lineOf(a: Box, b: Box, w: number, mark: 'done' | 'ahead', label: string, twoWay: boolean): Line {
  const base = { mark, label };
  const midA = a.y + BOX_H / 2;
  const midB = b.y + BOX_H / 2;
  if (a.column === b.column) { // one above the other; there and back stand apart
    const shift = twoWay ? (a.y < b.y ? 14 : -14) : 0;
    const x = a.x + w / 2 + shift;
    const down = a.y < b.y;
    const [from, to] = down ? [a.y + BOX_H, b.y] : [a.y, b.y + BOX_H];
    return { ...base, path: `M${x} ${from}V${to}`, x: x + (shift < 0 ? -6 : 6), y: (from + to) / 2 + 4, anchor: shift < 0 ? 'end' : 'start' };
  }
  if (b.column === a.column + 1) {
    const bend = a.x + w + GAP / 2;
    return { ...base, path: midA === midB ? `M${a.x + w} ${midA}H${b.x}` : `M${a.x + w} ${midA}H${bend}V${midB}H${b.x}`, x: bend, y: Math.min(midA, midB) - 6, anchor: 'middle' };
  }
  const forward = b.column > a.column;
  const above = forward;
  const channel = above ? Math.min(a.y, b.y) - 9 : Math.max(a.y, b.y) + BOX_H + 9;
  const xa = a.x + w / 2 + (forward ? 24 : -24);
  const xb = b.x + w / 2 + (forward ? -24 : 24);
  const edgeA = above ? a.y : a.y + BOX_H;
  const edgeB = above ? b.y : b.y + BOX_H;
  return { ...base, path: `M${xa} ${edgeA}V${channel}H${xb}V${edgeB}`, x: (xa + xb) / 2, y: channel + (above ? -3 : 13), anchor: 'middle' };
}

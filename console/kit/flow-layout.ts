import type { z } from 'zod';
import type { Flow as FlowSchema } from '../../platform/procedures/contract.ts';

export type FlowShape = z.infer<typeof FlowSchema>;
export interface Box { readonly state: string; readonly x: number; readonly y: number; readonly lane: number; readonly column: number; readonly row: number }
export interface Line { readonly path: string; readonly mark: 'done' | 'ahead'; readonly label: string; readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' }
export interface LaidOut {
  readonly boxes: ReadonlyMap<string, Box>; readonly lines: readonly Line[]; readonly otherwise: readonly Line[];
  readonly width: number; readonly height: number; readonly boxWidth: number; readonly laneTops: readonly number[];
  /** There is not room enough for words of 12 px: a list is read instead. */
  readonly tooNarrow: boolean;
}

export const BOX_H = 44;
const BOX_W = { most: 116, least: 88 };
/** Of a Chinese sign in the boxes and on the lines, px. */
const SIGN = { name: 13, label: 12 };
const GAP = 22;
/** A longer word than this is not said on a line. */
const LABEL_MOST = 5;
const ROW = 62;
const PAD = { x: 8, lane: 24, foot: 10, ways: 22, back: 10 };

/** As `place`, without what lies furthest ahead where there is no room for all of it; the list says all. */
export function layOut(flow: FlowShape, room: number): LaidOut {
  const laid = place(flow, room);
  const last = flow.nodes.at(-1);
  return laid.tooNarrow && last?.mark === 'ahead' ? layOut({ ...flow, nodes: flow.nodes.slice(0, -1) }, room) : laid;
}

/**
 * Places the boxes in lanes by party and columns by their order; a box beside the way shares the column of the one it came from.
 * Where the way ahead begins, the gap is wide enough for the word of the act.
 */
function place(flow: FlowShape, room: number): LaidOut {
  const places = placesOf(flow);
  const columns = Math.max(-1, ...[...places.values()].map((p) => p.column)) + 1;
  const now = flow.nodes.find((n) => n.mark === 'now');
  const nowColumn = now === undefined ? -1 : places.get(now.state)?.column ?? -1;
  const word = flow.edges.find((e) => e.from === now?.state && e.zh !== '' && e.zh.length <= LABEL_MOST && places.get(e.to)?.column === nowColumn + 1)?.zh ?? '';
  const more = word === '' ? 0 : word.length * SIGN.label + 14 - GAP;
  const least = Math.max(BOX_W.least, ...flow.nodes.map((n) => n.zh.length * SIGN.name + 10));
  const w = Math.floor(Math.min(Math.max(BOX_W.most, least), Math.max(least, (room - PAD.x * 2 - Math.max(0, columns - 1) * GAP - more) / Math.max(1, columns))));
  const left = (column: number) => PAD.x + column * (w + GAP) + (column > nowColumn ? more : 0);
  const rows = flow.lanes.map((_, lane) => Math.max(1, ...[...places.values()].filter((p) => p.lane === lane).map((p) => p.row + 1)));
  const laneTops: number[] = [];
  let top = 0;
  for (const [lane, n] of rows.entries()) {
    laneTops.push(top);
    const ways = flow.otherwise.length > 0 && places.get(now?.state ?? '')?.lane === lane ? PAD.ways : 0;
    top += PAD.lane + n * ROW - (ROW - BOX_H) + PAD.foot + ways + (backIn(flow, places, lane) ? PAD.back : 0);
  }
  const boxes = new Map([...places].map(([state, p]) => [state, { state, ...p, x: left(p.column), y: (laneTops[p.lane] ?? 0) + PAD.lane + p.row * ROW }]));
  const width = Math.max(room, left(columns - 1) + w + PAD.x);
  return { boxes, lines: linesOf(flow, boxes, w), otherwise: waysOf(flow, boxes.get(now?.state ?? ''), w), width, height: top, boxWidth: w, laneTops, tooNarrow: width > room };
}

interface Place { readonly lane: number; readonly column: number; readonly row: number }

/** Lane, column and row of each box; two in one lane and column stand under each other. */
function placesOf(flow: FlowShape): Map<string, Place> {
  const lanes = flow.lanes.map((l) => l.party);
  const places = new Map<string, Place>();
  const taken = new Map<string, number>();
  let next = 0;
  for (const node of flow.nodes) {
    const lane = Math.max(0, lanes.indexOf(node.lane));
    const beside = node.beside === null ? undefined : places.get(node.beside);
    const column = beside?.column ?? next;
    if (beside === undefined) next += 1;
    const row = taken.get(`${lane} ${column}`) ?? 0;
    taken.set(`${lane} ${column}`, row + 1);
    places.set(node.state, { lane, column, row });
  }
  return places;
}

/** A step back within a lane runs below its boxes. */
const backIn = (flow: FlowShape, places: ReadonlyMap<string, Place>, lane: number): boolean =>
  flow.edges.some((e) => { const [a, b] = [places.get(e.from), places.get(e.to)]; return a !== undefined && b !== undefined && b.column < a.column && Math.max(a.lane, b.lane) === lane; });

function linesOf(flow: FlowShape, boxes: ReadonlyMap<string, Box>, w: number): Line[] {
  const both = new Set(flow.edges.map((e) => `${e.from}>${e.to}`));
  const now = flow.nodes.find((n) => n.mark === 'now')?.state;
  return flow.edges.filter((e, n) => e.from !== e.to && flow.edges.findIndex((each) => each.from === e.from && each.to === e.to) === n).flatMap((edge) => {
    const [a, b] = [boxes.get(edge.from), boxes.get(edge.to)];
    return a && b ? [lineOf(a, b, w, { mark: edge.mark, label: edge.zh, worded: edge.from === now }, both.has(`${edge.to}>${edge.from}`))] : [];
  });
}

interface Drawn { readonly mark: 'done' | 'ahead'; readonly label: string; /** Also said between two columns, where the gap has room for it. */ readonly worded: boolean }

function lineOf(a: Box, b: Box, w: number, { mark, label, worded }: Drawn, twoWay: boolean): Line {
  const midA = a.y + BOX_H / 2;
  const midB = b.y + BOX_H / 2;
  if (a.column === b.column) { // one above the other; there and back stand apart, and so do their words
    const down = a.y < b.y;
    const shift = twoWay ? (down ? 14 : -14) : 0;
    const x = a.x + w / 2 + shift;
    const [from, to] = down ? [a.y + BOX_H, b.y] : [a.y, b.y + BOX_H];
    return { mark, label, path: `M${x} ${from}V${to}`, x: x + (shift < 0 ? -6 : 6), y: (from + to) / 2 + 4, anchor: shift < 0 ? 'end' : 'start' };
  }
  if (b.column === a.column + 1) {
    const bend = b.x - GAP / 2;
    const path = midA === midB ? `M${a.x + w} ${midA}H${b.x}` : `M${a.x + w} ${midA}H${bend}V${midB}H${b.x}`;
    return { mark, label: worded && label.length <= LABEL_MOST ? label : '', path, x: (a.x + w + (midA === midB ? b.x : bend)) / 2, y: midA - 6, anchor: 'middle' };
  }
  const forward = b.column > a.column;
  const channel = forward ? Math.min(a.y, b.y) - 9 : Math.max(a.y, b.y) + BOX_H + 8;
  const [xa, xb] = [a.x + w / 2 + (forward ? 24 : -24), b.x + w / 2 + (forward ? -24 : 24)];
  const [edgeA, edgeB] = forward ? [a.y, b.y] : [a.y + BOX_H, b.y + BOX_H];
  return { mark, label: '', path: `M${xa} ${edgeA}V${channel}H${xb}V${edgeB}`, x: (xa + xb) / 2, y: channel, anchor: 'middle' };
}

/** Below the box where the case is: how else the step may end. */
function waysOf(flow: FlowShape, at: Box | undefined, w: number): Line[] {
  if (at === undefined || flow.otherwise.length === 0) return [];
  const [x, y] = [at.x + w / 2, at.y + BOX_H];
  return [{ mark: 'ahead', label: flow.otherwise.join('；'), path: `M${x} ${y}V${y + 16}H${x + 30}`, x: x + 36, y: y + 20, anchor: 'start' }];
}

import { expect, test } from 'vitest';
import { BOX_H, layOut, type FlowShape } from './flow-layout.ts';

const node = (state: string, lane: string, mark: 'done' | 'now' | 'ahead' = 'done', beside: string | null = null) => ({ state, zh: '负责人审定', lane, mark, note: null, beside });
const edge = (from: string, to: string, zh = '', mark: 'done' | 'ahead' = 'done') => ({ from, to, zh, mark });
const flow: FlowShape = {
  lanes: [{ party: 'requester', zh: '需求部门', name: '市人社局' }, { party: 'provider', zh: '提供部门', name: '市教育局' }], now: '提供部门负责人审定', otherwise: ['或不同意，说明理由'],
  nodes: [node('draft', 'requester'), node('consent', 'requester'), node('received/in', 'provider'), node('asked', 'requester', 'done', 'received/in'), node('received', 'provider'), node('reply', 'provider', 'now'),
    node('granted', 'provider', 'ahead'), node('grant.delivered', 'requester', 'ahead', 'granted')],
  edges: [edge('draft', 'consent'), edge('consent', 'draft'), edge('consent', 'received/in'), edge('received/in', 'asked', '告知'), edge('asked', 'received/in', '补正'), edge('received/in', 'received'), edge('received', 'reply'),
    edge('reply', 'granted', '同意共享', 'ahead'), edge('granted', 'grant.delivered', '', 'ahead')],
};

test('boxes stand from left to right in their order; what was done beside the way stands above where it began', () => {
  const { boxes } = layOut(flow, 860);
  expect(flow.nodes.map((n) => boxes.get(n.state)?.column)).toEqual([0, 1, 2, 2, 3, 4, 5, 5]);
  expect(boxes.get('asked')?.x).toBe(boxes.get('received/in')?.x);
  expect(boxes.get('asked')?.y).toBeLessThan(boxes.get('received/in')?.y ?? 0);
});

test('no two boxes overlap, and all lie within the drawing, in a wide and in a narrow room', () => {
  for (const room of [1200, 860, 500]) {
    const { boxes, width, height, boxWidth } = layOut(flow, room);
    const all = [...boxes.values()];
    for (const a of all) {
      expect(a.x + boxWidth).toBeLessThanOrEqual(width);
      expect(a.y + BOX_H).toBeLessThanOrEqual(height);
      expect(all.filter((b) => b !== a && Math.abs(a.x - b.x) < boxWidth && Math.abs(a.y - b.y) < BOX_H)).toEqual([]);
    }
  }
});

test('asking and supplying are two lines with a word on each side; the act that leads on is said where the case is', () => {
  const { lines } = layOut(flow, 860);
  const [asks, supplies] = [lines.find((l) => l.label === '告知'), lines.find((l) => l.label === '补正')];
  expect(asks?.anchor).toBe('end');
  expect(supplies?.anchor).toBe('start');
  expect(asks?.x).toBeLessThan(supplies?.x ?? 0);
  expect(lines.filter((l) => l.label === '同意共享')).toHaveLength(1);
});

test('how else the step may end hangs below the box where the case is', () => {
  const { otherwise, boxes, height } = layOut(flow, 860);
  expect(otherwise.map((l) => l.label)).toEqual(['或不同意，说明理由']);
  expect(otherwise[0]?.y).toBeGreaterThan((boxes.get('reply')?.y ?? 0) + BOX_H);
  expect(otherwise[0]?.y).toBeLessThan(height);
  expect(layOut({ ...flow, otherwise: [] }, 860).height).toBeLessThan(height);
});

test('two ways between the same states are drawn once; where there is no room for the words, it says so', () => {
  const twice: FlowShape = { ...flow, edges: [...flow.edges, edge('draft', 'consent', '提交', 'ahead')] };
  expect(layOut(twice, 860).lines).toHaveLength(flow.edges.length);
  expect([860, 740, 500].map((room) => layOut(flow, room).tooNarrow)).toEqual([false, false, true]);
});

test('where only the way ahead lacks room, its end is left out', () => {
  const { boxes, tooNarrow } = layOut(flow, 640);
  expect(tooNarrow).toBe(false);
  expect([boxes.has('reply'), boxes.has('granted')]).toEqual([true, false]);
});

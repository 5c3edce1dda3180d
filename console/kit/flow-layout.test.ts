import { expect, test } from 'vitest';
import { layOut, type FlowShape } from './flow-layout.ts';

const node = (state: string, lane: string, mark: 'done' | 'now' | 'ahead' = 'done') => ({ state, zh: state, lane, mark, note: null });
const flow: FlowShape = {
  lanes: [{ party: 'requester', zh: '需求部门' }, { party: 'provider', zh: '提供部门' }],
  nodes: [node('draft', 'requester'), node('consent', 'requester'), node('received', 'provider'), node('asked', 'requester'), node('supplied', 'provider'), node('reply', 'provider', 'now'), node('granted', 'provider', 'ahead')],
  edges: [['draft', 'consent'], ['consent', 'draft'], ['consent', 'received'], ['received', 'asked'], ['asked', 'supplied'], ['supplied', 'reply'], ['reply', 'granted']].map(([from, to]) => ({ from: from ?? '', to: to ?? '', zh: '', mark: 'done' as const })),
};

test('states stand from left to right by their distance from the start; a step back moves nothing', () => {
  const { boxes } = layOut(flow, 860);
  expect(flow.nodes.map((n) => boxes.get(n.state)?.column)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(boxes.get('asked')?.lane).toBe(0);
  expect(boxes.get('reply')?.lane).toBe(1);
});

test('no two boxes overlap, and all lie within the drawing, in a wide and in a narrow room', () => {
  for (const room of [1200, 860, 500]) {
    const { boxes, width, boxWidth } = layOut(flow, room);
    const all = [...boxes.values()];
    for (const a of all) {
      expect(a.x + boxWidth).toBeLessThanOrEqual(width);
      expect(all.filter((b) => b !== a && Math.abs(a.x - b.x) < boxWidth && Math.abs(a.y - b.y) < 44)).toEqual([]);
    }
  }
});

test('two ways between the same states are drawn once', () => {
  const twice: FlowShape = { ...flow, edges: [...flow.edges, { from: 'draft', to: 'consent', zh: '提交', mark: 'ahead' }] };
  expect(layOut(twice, 860).lines).toHaveLength(flow.edges.length);
});

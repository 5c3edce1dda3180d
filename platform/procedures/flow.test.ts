import { expect, test } from 'vitest';
import { application } from '../../law/procedures/application.ts';
import { grant } from '../../law/procedures/grant.ts';
import type { AnyProcedure } from '../../law/procedure.ts';
import { procedures } from '../../law/procedures/index.ts';
import { flowOf } from './flow.ts';
import type { PastRecord } from './store/cases.ts';

/** A past of (act, from, to, day); what else a record has, the flow does not read. */
const past = (...steps: readonly (readonly [act: string, fromState: string, toState: string, onDay: string])[]): PastRecord[] =>
  steps.map(([act, fromState, toState, onDay]) => ({ act, fromState, toState, onDay }) as unknown as PastRecord);
const names: Record<string, string> = { requester: '市人社局', provider: '市教育局' };
const draw = (table: AnyProcedure, state: string, taken: PastRecord[]) => flowOf(table, state, taken, (party) => names[party] ?? null);
const boxes = (flow: ReturnType<typeof flowOf>) => flow.nodes.map((node) => `${node.mark} ${node.zh}${node.note === null ? '' : ` ${node.note}`}`);
const lines = (flow: ReturnType<typeof flowOf>) => flow.edges.map((edge) => `${edge.from} > ${edge.to}${edge.zh === '' ? '' : `（${edge.zh}）`}${edge.mark === 'ahead' ? ' …' : ''}`);

const received = [['create', 'new', 'draft', '2026-09-28'], ['submit', 'draft', 'consent', '2026-09-28'], ['approve', 'consent', 'sent', '2026-09-30'], ['acknowledge', 'sent', 'received', '2026-09-30']] as const;
const supplied = [['ask', 'received', 'asked', '2026-10-12'], ['supply', 'asked', 'supplied', '2026-10-14']] as const;

test('asking and supplying are a loop beside the way (21 ¶2); what was done has its day, what is ahead its limit (22 ¶1)', () => {
  const flow = draw(application as AnyProcedure, 'reply', past(...received, ...supplied, ['propose', 'supplied', 'reply', '2026-10-16']));
  expect(boxes(flow)).toEqual(['done 起草 2026-09-28', 'done 本部门同意 2026-09-30', 'done 收到 2026-09-30', 'done 经办人拟答复 2026-10-16', 'done 补正 2026-10-14', 'now 负责人审定 2026-10-16', 'ahead 同意·提供 20 个工作日', 'ahead 验收使用']);
  expect(flow.nodes.find((node) => node.state === 'asked')?.beside).toBe('received/in');
  expect(lines(flow)).toEqual(expect.arrayContaining(['received/in > asked（告知）', 'asked > received/in（补正）', 'received/in > received', 'received > reply（拟答复）', 'reply > granted（同意共享） …', 'granted > grant.delivered …']));
  expect(flow).toMatchObject({ now: '提供部门负责人审定', otherwise: ['或不同意，说明理由'], lanes: [{ party: 'requester', name: '市人社局' }, { party: 'provider', name: '市教育局' }] });
});

test('while the requester supplies, the reply lies ahead; the platform between two offices is no box', () => {
  const flow = draw(application as AnyProcedure, 'asked', past(...received, ['ask', 'received', 'asked', '2026-10-12']));
  expect(boxes(flow)).toEqual(['done 起草 2026-09-28', 'done 本部门同意 2026-09-30', 'done 收到 2026-09-30', 'ahead 经办人拟答复', 'now 补正 2026-10-12', 'ahead 负责人审定', 'ahead 同意·提供 20 个工作日', 'ahead 验收使用']);
  expect(lines(flow)).toContain('asked > received/in（补正） …');
});

test('what was returned lies ahead again; a case that ended has nothing ahead', () => {
  const returned = draw(application as AnyProcedure, 'draft', past(received[0], received[1], ['return', 'consent', 'draft', '2026-09-29']));
  expect(boxes(returned).slice(0, 3)).toEqual(['now 起草 2026-09-28', 'ahead 本部门同意', 'ahead 收到']);
  expect(lines(returned)).toEqual(expect.arrayContaining(['draft > consent（提交） …', 'consent > draft（退回经办人）']));
  const refused = draw(application as AnyProcedure, 'refused', past(...received, ['propose', 'received', 'reply', '2026-10-16'], ['refuse', 'reply', 'refused', '2026-10-19']));
  expect(boxes(refused).at(-1)).toBe('now 不同意 2026-10-19');
  expect(refused.otherwise).toEqual([]);
  expect(refused.nodes.some((node) => node.mark === 'ahead')).toBe(false);
});

test('a suspension and its mending stand after the use that they interrupt (27 ¶2)', () => {
  const flow = draw(grant as AnyProcedure, 'mended', past(['create', 'new', 'preparing', '2026-09-14'], ['deliver', 'preparing', 'delivered', '2026-09-14'], ['accept', 'delivered', 'active', '2026-09-14'], ['suspend', 'active', 'suspended', '2026-10-16'], ['report', 'suspended', 'mended', '2026-10-19']));
  expect(boxes(flow).slice(0, 5)).toEqual(['done 交付 2026-09-14', 'done 验收使用 2026-09-14', 'done 使用 2026-10-16', 'done 整改 2026-10-19', 'now 核实整改 2026-10-19']);
  expect(flow.nodes[4]?.beside).toBe('suspended');
});

test('a reflux stands with whoever began it, its confirmation with the other; past a security ground lies the connection (24)', () => {
  const table = procedures.find((each) => each.name === 'reflux') as AnyProcedure;
  const by = (party: string) => past(['create', 'new', 'draft', '2026-10-19'], ['request', 'draft', 'requested', '2026-10-19']).map((record) => ({ ...record, seat: `${party}.head` }));
  expect(draw(table, 'requested', by('receiver'))).toMatchObject({ now: '上级数据部门待确认', nodes: [{ lane: 'receiver' }, { lane: 'sender' }, { lane: 'sender' }, { lane: 'receiver' }] });
  expect(draw(table, 'requested', by('sender'))).toMatchObject({ now: '下级接收部门待确认', nodes: [{ lane: 'sender' }, { lane: 'receiver' }, { lane: 'sender' }, { lane: 'receiver' }] });
  const contested = draw(table, 'contested', [...by('receiver'), ...past(['raise-security-ground', 'requested', 'contested', '2026-10-19'])]);
  expect(boxes(contested).slice(-2)).toEqual(['ahead 对接', 'ahead 运行']);
  expect(lines(contested)).toContain('contested > connecting（撤回安全理由） …');
  expect(lines(contested).some((line) => line.startsWith('contested > requested'))).toBe(false);
});

test('of every table and every state a flow is drawn in which each line has both its boxes, and one box is now', () => {
  for (const table of procedures) {
    for (const state of Object.keys(table.states)) {
      const flow = draw(table, state, past(['create', 'new', state, '2026-10-19']));
      const known = new Set(flow.nodes.map((node) => node.state));
      expect(flow.nodes.filter((node) => node.mark === 'now').length, `${table.name} ${state}`).toBe(1);
      expect(flow.edges.filter((edge) => !known.has(edge.from) || !known.has(edge.to))).toEqual([]);
      expect(flow.lanes.length).toBeGreaterThan(0);
    }
  }
});

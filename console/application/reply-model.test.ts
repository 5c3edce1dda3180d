import { expect, test } from 'vitest';
import { proposalBody, startReply } from './reply-model.ts';
import type { Own } from './shapes.ts';

const own = {
  entry: { items: [{ n: 1, name: '姓名' }, { n: 2, name: '手机号码' }, { n: 3, name: '学历' }], modes: ['service'], sharing: { conditions: ['仅限补贴核验'] }, contact: '数据共享岗', phone: '0517-80000001' },
  body: { items: [1, 2], mode: 'service', serviceKind: 'query', term: { from: '2026-11-01', to: '2027-10-31' }, frequency: { perDay: 100, perMinute: 10 } }, proposal: null,
} as unknown as Own;

test('a reply begins as everything that was asked, with the catalogue’s conditions and no other', () => {
  const { body, wrong } = proposalBody(startReply(own, '2026-10-19'), own);
  expect(wrong).toEqual({});
  expect(body).toMatchObject({ perItem: [{ item: 1, decision: 'agree' }, { item: 2, decision: 'agree' }], conditions: ['仅限补贴核验'], quota: { perDay: 100, perMinute: 10 }, disposal: { how: 'delete', days: 30 } });
});

test('a refusal without category or reason is not sent: Art. 21.2', () => {
  const reply = { ...startReply(own, '2026-10-19'), items: { 2: { decision: 'refuse' as const, category: '', reason: '', basis: [] } } };
  expect(Object.keys(proposalBody(reply, own).wrong)).toEqual(['item.2.category', 'item.2.reason']);
});

test('what is kept at the end names its basis: Art. 27.1', () => {
  expect(proposalBody({ ...startReply(own, '2026-10-19'), how: 'keep' }, own).wrong).toHaveProperty('disposalBasis');
});

test('less than asked needs a reason: Art. 21.2', () => {
  const reply = { ...startReply(own, '2026-10-19'), perDay: '50' };
  expect(proposalBody(reply, own).wrong).toHaveProperty('less');
  const { body, wrong } = proposalBody({ ...reply, lessCategory: 'duty', lessReason: '每年约办理 6000 件' }, own);
  expect([wrong, body['less']]).toEqual([{}, { category: 'duty', reason: '每年约办理 6000 件', basis: [] }]);
});

import { expect } from 'vitest';
import { agrees, applies, binds, connects, inUse, paper, proposal, statements, submits } from '../market.ts';
import { organisations } from '../town.ts';
import { it, plain, provider, as, term, wish, people } from './town.ts';

/** Sharing: applied for, granted, changed, ended; what goes wrong on the way. */

export async function application(): Promise<void> {
  const [clerk, head, offer, chief] = [as('labour.clerk'), as('labour.head'), as('education.clerk'), as('education.head')];
  await as('bureau.lead').post('/api/jurisdiction', { kind: 'adoption', name: 'compliance-check', by: { title: '淮安市政务数据共享办法', number: '淮政规〔2026〕3号', from: '2026-01-01', to: null } });
  const ref = await submits(it, people, wish('申请样例'));
  await head.act('application', ref, 'return', { opinion: '请写明范围' });
  await clerk.act('application', ref, 'submit', statements(wish('申请样例')));
  await head.act('application', ref, 'approve', { vouches: true });
  await offer.act('application', ref, 'ask', { points: [{ tiedTo: 'range', text: '人数测算说明' }], supplyBy: '2026-10-20' });
  await clerk.act('application', ref, 'supply', { answers: [{ point: 1, text: '约 6000 人' }] });
  await clerk.act('application', ref, 'add', { text: '另附测算表' });
  await as('bureau.reviewer').act('application', ref, 'check', { opinion: '符合目录' });
  await as('education.security').act('application', ref, 'assess', { recommends: 'agree', opinion: '风险可控' });
  const whole = proposal({ term: { from: term.from, to: term.to } }, statements(wish('申请样例')) as never);
  await offer.act('application', ref, 'propose', whole);
  await chief.act('application', ref, 'return', { opinion: '请核对次数' });
  await offer.act('application', ref, 'propose', whole);
  await chief.act('application', ref, 'refuse', { category: 'duty', reasons: '不属于补贴核验所需' });
  await chief.act('application', ref, 'reconsider', { replyBy: '2026-11-20' });
  await offer.act('application', ref, 'propose', whole);
  await chief.act('application', ref, 'grant', {});
  await clerk.act('application', ref, 'rate', { score: 5, text: '及时' });
  await clerk.act('application', await applies(it, people, wish('撤回样例')), 'withdraw', { reason: '不再需要' });
}

export async function grantsAndIncidents(): Promise<void> {
  await binds(it, await connects(it, provider), people, 'graduate');
  const [clerk, head, offer, chief, operator] = [as('labour.clerk'), as('labour.head'), as('education.clerk'), as('education.head'), as('education.operator')];
  const imported = async () => ({ act: 'import', entryRegion: people.region, entry: people.id, requester: organisations.labour.code, items: [4, 5], purpose: '存量核验', mode: 'service', term: { from: '2024-01-01', to: '2028-01-01' }, papers: '2024 年共享协议', quota: { perDay: 100, perMinute: 10 }, disposal: { how: 'delete', days: 30, basis: '' }, attachments: [await paper(it, 'education.clerk', '共享协议.pdf')] });
  await offer.act('grant', await offer.open('grant', await imported()), 'drop', { reason: '登记有误' });
  const old = await offer.open('grant', await imported());
  await chief.act('grant', old, 'confirm', {});
  await head.act('grant', old, 'confirm', {});
  const grant = await agrees(it, await applies(it, people, wish('授权样例')));
  await operator.act('grant', grant, 'deliver');
  await clerk.act('grant', grant, 'reject', { cause: 'too-slow', text: '响应太慢' });
  await operator.act('grant', grant, 'deliver');
  await clerk.act('grant', grant, 'collect-key');
  await clerk.act('grant', grant, 'accept');
  await clerk.act('grant', grant, 'rotate-key', { reason: '例行' });
  await chief.act('grant', grant, 'allow-legacy', { reason: '旧系统一天只签一次，年底改造', until: '2026-12-31' });
  await clerk.act('grant', grant, 'end-legacy', {});
  await chief.act('grant', grant, 'withdraw-key', { reason: '例行停用' });
  await clerk.act('grant', grant, 'rotate-key', { reason: '恢复' });
  await as('labour.security').act('grant', grant, 'report-key-stolen', { text: '代码库中发现' });
  const stolen = ((await as('labour.security').get('/api/incident')).rows as { ref: string }[])[0]?.ref as string;
  await chief.act('grant', grant, 'hold', { incident: stolen, reason: '防止扩大' });
  await plain.platform.db.updateTable('legalCase').set({ state: 'eliminated' }).where('id', '=', stolen.slice(7)).execute(); // ended elsewhere: its own end would lift the hold
  await chief.act('grant', grant, 'lift', {});
  const security = as('labour.security');
  const incident = await security.open('incident', { act: 'report', what: '终端感染木马', since: '尚不清楚', data: '毕业生查询结果', grants: [grant], persons: { number: null, personal: false } });
  await security.act('incident', incident, 'start-plan', {});
  await security.act('incident', incident, 'contain', { measures: '断网查杀', grants: [grant] });
  await head.act('incident', incident, 'notify', { to: '市数据局', on: '2026-10-12', personsTold: { told: 'not-concerned' } });
  await head.act('incident', incident, 'eliminate', { cause: '钓鱼邮件', mended: '已重装' });
  const review = { stages: [{ stage: '使用', responsible: '就业促进科' }], lessons: '邮件网关加固', clue: { is: false } };
  await security.act('incident', incident, 'review', review);
  await as('bureau.reviewer').act('incident', incident, 'return', { opinion: '请再核对' });
  await security.act('incident', incident, 'contain', { measures: '复查' });
  await head.act('incident', incident, 'eliminate', { cause: '钓鱼邮件', mended: '已复查' });
  await security.act('incident', incident, 'review', review);
  await as('bureau.reviewer').act('incident', incident, 'close', {});
  const none = await as('labour.operator').open('incident', { act: 'report', what: '疑似异常调用', since: '今日', data: '无', persons: { number: null, personal: false } });
  await head.act('incident', none, 'dismiss', { reason: '系统压测' });
  await chief.act('grant', grant, 'suspend', { ground: 'beyond-range', evidence: '批量核验', mendBy: '2026-11-06' });
  await head.act('grant', grant, 'report', { done: '已停用批量核验' });
  await chief.act('grant', grant, 'insist', { lacking: '未说明责任', mendBy: '2026-11-10' });
  await head.act('grant', grant, 'report', { done: '已补充责任说明' });
  await chief.act('grant', grant, 'resume', {});
  await chief.act('grant', grant, 'suspend', { ground: 'beyond-purpose', evidence: '用于其他业务', mendBy: '2026-11-06' });
  await head.act('grant', grant, 'report', { done: '仅作口头说明' });
  await chief.act('grant', grant, 'terminate', { reasons: '整改不到位' });
  await offer.act('grant', grant, 'set-disposal', { way: 'return', disposeBy: '2026-12-01' });
  const gone = async () => ({ way: 'return', points: { scope: '全部数据', returnedTo: '市教育局数据共享岗，光盘一张', doneOn: '2026-09-14' }, declaration: true, attachments: [await paper(it, 'labour.clerk', '归还清单.pdf')] });
  await clerk.act('grant', grant, 'dispose', await gone());
  await offer.act('grant', grant, 'deny', { lacking: '缺少返还清单', disposeBy: '2026-12-10' });
  await clerk.act('grant', grant, 'dispose', await gone());
  await offer.act('grant', grant, 'confirm', {});
  await clerk.act('grant', (await inUse(it, people, wish('结束样例'))).grant, 'finish', { reason: 'reached' });
}

export async function changeOfUse(): Promise<void> {
  const [clerk, head, offer, chief] = [as('labour.clerk'), as('labour.head'), as('education.clerk'), as('education.head')];
  const { grant } = await inUse(it, people, wish('变更用途样例'));
  const asked = { points: [{ kind: 'purpose', text: '就业困难人员认定', why: '认定时核对' }], basis: '《中华人民共和国就业促进法》第五十二条' };
  const answer = (decision: string) => ({ perPoint: [{ kind: 'purpose', decision, reason: decision === 'refuse' ? '不属于目录用途' : '' }] });
  const ref = await clerk.open('use-change', { grant });
  await clerk.act('use-change', ref, 'submit', asked);
  await head.act('use-change', ref, 'return', { opinion: '请写明环节' });
  await clerk.act('use-change', ref, 'submit', asked);
  await head.act('use-change', ref, 'approve', {});
  await offer.act('use-change', ref, 'propose', answer('refuse'));
  await chief.act('use-change', ref, 'refuse', { reasons: '不属于目录用途' });
  await chief.act('use-change', ref, 'reconsider', {});
  await offer.act('use-change', ref, 'propose', answer('agree'));
  await chief.act('use-change', ref, 'agree', {});
  await clerk.act('use-change', await clerk.open('use-change', { grant }), 'withdraw', {});
}

export async function changeAndEndOfAService(): Promise<void> {
  const [head, other] = [as('education.head'), as('labour.head')];
  const { grant } = await inUse(it, people, wish('服务变更样例'));
  const filing = { reason: '系统年底停用', what: '查询接口停止服务', instead: '', opinionsBy: '2026-11-06', effectOn: '2026-12-01' };
  const ref = await head.open('service-change', { grants: [grant], kind: 'change' });
  await head.act('service-change', ref, 'propose', filing);
  await other.act('service-change', ref, 'opine', { stand: 'agree' });
  await head.act('service-change', ref, 'file', {});
  await head.act('service-change', ref, 'drop', { reason: '系统延期使用' });
}

export async function needIsConfirmed(): Promise<void> {
  const { grant } = await inUse(it, people, wish('久未使用'));
  await plain.clock.movesTo('2027-06-01');
  await plain.settle();
  const listed = async () => (await as('bureau.reviewer').get('/api/supervision/list?row=clock')).rows.filter((row: { ref: string; clockZh: string }) => row.ref === grant && row.clockZh === '未使用期限').length;
  expect(await listed()).toBe(1); // while the requester is silent
  await as('labour.clerk').act('grant', grant, 'confirm-need', { text: '年度审核使用' });
  expect(await listed()).toBe(0);
}

import { transact } from '../../platform/postgres/database.ts';
import { paper, sharesItem } from '../market.ts';
import { asks, below, pupilsOf } from '../below.ts';
import { organisations } from '../town.ts';
import { it, plain, provider, as, people } from './town.ts';

/** What is owed, contested, put right and found; who may act at all. */

export async function refluxes(): Promise<void> {
  const entry = await pupilsOf(it, provider);
  const [receiver, sender] = [as('nantong.head'), as('upper.head')];
  const ground = { ground: '可以关联家庭住址', measures: ['network'], measure: '只在专网内使用' };
  const contested = async () => {
    const ref = await asks(it, entry);
    await sender.act('reflux', ref, 'raise-security-ground', ground);
    return ref;
  };
  const accepted = await contested();
  await receiver.act('reflux', accepted, 'accept-measure', {});
  await receiver.act('reflux', accepted, 'withdraw', {});
  const dropped = await contested();
  await sender.act('reflux', dropped, 'drop-ground', {});
  await receiver.act('reflux', dropped, 'withdraw', {});
  const offered = (await sender.ask('POST', '/api/reflux', { entryRegion: entry.region, entry: entry.id, receiver: below.nantong.code })).body.ref as string;
  await sender.act('reflux', offered, 'request', { items: [1, 4], regions: ['320600'] });
  await receiver.act('reflux', offered, 'decline', { reason: '还需要学籍数据项' });
  const connected = await asks(it, entry);
  await sender.act('reflux', connected, 'confirm', {});
  await as('upper.operator').act('reflux', connected, 'connect', { regionItem: 4 });
}

export async function disputes(): Promise<void> {
  const [mine, theirs, reviewer, lead] = [as('labour.head'), as('education.head'), as('bureau.reviewer'), as('bureau.lead')];
  const entry = { kind: 'entry', ref: `${people.region}-${people.id}` };
  const opened = async (who = mine) => {
    const ref = await who.open('dispute', { subject: entry, matter: 'condition' });
    await who.act('dispute', ref, 'open', { claim: '条件过严', grounds: '超出必要' });
    return ref;
  };
  const terms = { text: '修改条件', effect: 'change-entry', bound: 'provider', doneBy: '2026-11-20' };
  const document = { title: '决定', number: '淮政决〔2026〕1号', on: '2026-10-12' };
  const settled = await opened();
  await mine.act('dispute', settled, 'settle', terms);
  await theirs.act('dispute', settled, 'settle', terms);
  await theirs.act('dispute', settled, 'carry-out', { done: '已修改' });
  await mine.act('dispute', settled, 'deny', { lacking: '仍有一条', doneBy: '2026-11-27' });
  await theirs.act('dispute', settled, 'carry-out', { done: '已全部修改' });
  await mine.act('dispute', settled, 'confirm', {});
  const decided = await opened();
  await mine.act('dispute', decided, 'escalate', { record: '协商未果' });
  await lead.act('dispute', decided, 'report', { report: '报政府决定' });
  await lead.act('dispute', decided, 'decide', { ...terms, document, attachments: [await paper(it, 'bureau.lead', '决定.pdf')] });
  await theirs.act('dispute', decided, 'carry-out', { done: '已修改' });
  await mine.act('dispute', decided, 'confirm', {});
  const mediated = await opened();
  await mine.act('dispute', mediated, 'escalate', { record: '协商未果' });
  for (const who of [mine, theirs, reviewer]) await who.act('dispute', mediated, 'settle', { ...terms, bound: 'none', effect: 'stands' });
  await as('bureau.head').act('dispute', await opened(as('bureau.head')), 'put-to-government', { record: '协商未果' });
  await mine.act('dispute', await opened(), 'withdraw', { reason: '已沟通' });
}

export async function corrections(): Promise<void> {
  const [clerk, offer, chief] = [as('labour.clerk'), as('education.clerk'), as('education.head')];
  const row = (id: string) => ({ item: 5, key: { id_number: id }, seen: '虚构大学', expected: '虚构大学1' });
  const filed = async (ids: readonly string[]) => {
    const ref = await clerk.open('correction', { entryRegion: people.region, entry: people.id });
    await clerk.post(`/api/correction/${ref}/rows`, { rows: ids.map(row) });
    await clerk.act('correction', ref, 'file', { rows: ids.length, grounds: '与学籍名单不符' });
    return ref;
  };
  const rejects = async (ref: string) => {
    await offer.post(`/api/correction/${ref}/answers`, { rows: [{ n: 1, answer: 'rejected', reason: '学籍系统登记无误' }] });
    await offer.act('correction', ref, 'propose', { perRow: { upheld: 0, rejected: 1 } });
  };
  const [known, other] = ['998221200209190003', '998221200209190004'];
  const ref = await filed([known]);
  await sharesItem(plain, organisations.province, '毕业学校名称');
  await offer.act('correction', ref, 'refer', { source: organisations.province.code, until: '2026-10-20', text: '请核实' });
  await as('province.clerk').act('correction', ref, 'verify', { said: '已核' });
  await rejects(ref);
  await chief.act('correction', ref, 'return', { opinion: '请再核' });
  await offer.act('correction', ref, 'propose', { perRow: { upheld: 0, rejected: 1 } });
  await chief.act('correction', ref, 'feed-back', {});
  await clerk.act('correction', ref, 'contest', { grounds: '另有证明' });
  await offer.post(`/api/correction/${ref}/answers`, { rows: [{ n: 1, answer: 'upheld' }] });
  await offer.act('correction', ref, 'feed-back', { changed: '已更正' });
  await plain.platform.db.insertInto('correctionReceiver').values({ region: ref.slice(0, 6), caseId: ref.slice(7), org: organisations.labour.code, orgRegion: '320800', rows: 1, toldOn: '2026-10-12', remindOn: '2026-10-26' }).execute();
  await transact(plain.platform.engine.db, (tx) => plain.platform.engine.inside.addParties(tx, { region: ref.slice(0, 6), id: ref.slice(7) }, 'receiver', [organisations.labour.code]));
  await clerk.act('correction', ref, 'confirm-updated', { updated: 'updated' });
  await clerk.act('correction', ref, 'accept', {});
  await clerk.act('correction', ref, 'rate', { solved: true, score: 5 });
  await clerk.act('correction', await filed([other]), 'withdraw', { reason: '已沟通' });
}

export async function accountsAndFindings(): Promise<void> {
  const [system, security] = [as('platform.system'), as('platform.security')];
  const posts = [{ org: organisations.education.code, post: 'clerk', from: '2026-10-12', to: null }];
  const make = (account: string) => system.open('account', { person: { account, name: '岗位账号' }, organisation: organisations.education.code, posts });
  await security.act('account', await make('edu.refused'), 'refuse', { reason: '岗位不存在' });
  const account = await make('edu.rights');
  await security.act('account', account, 'activate', { posts });
  await security.act('account', account, 'set-posts', { posts: [{ ...posts[0], post: 'operator' }] });
  await security.act('account', account, 'lock', { reason: '涉安全事件' });
  await security.act('account', account, 'unlock', {});
  await security.act('account', account, 'close', { reason: '调离' });
  const [reviewer, lead, head] = [as('bureau.reviewer'), as('bureau.lead'), as('education.head')];
  const find = () => reviewer.open('finding', { ground: '39(9)', department: organisations.education.code, what: '未公布校核渠道', evidence: '检查记录' });
  await reviewer.act('finding', await find(), 'dismiss', { reason: '已公布' });
  const finding = await find();
  await head.act('finding', finding, 'explain', { grounds: '正在制订' });
  await lead.act('finding', finding, 'order', { what: '限期公布', mendBy: '2026-11-20' });
  await head.act('finding', finding, 'report', { done: '已公布' });
  await reviewer.act('finding', finding, 'insist', { lacking: '缺电话', mendBy: '2026-11-30' });
  await head.act('finding', finding, 'report', { done: '已补' });
  await reviewer.act('finding', finding, 'confirm', {});
  await lead.act('finding', finding, 'circulate', { text: '市教育局已公布校核渠道。' });
  const grave = await find();
  await head.act('finding', grave, 'explain', { grounds: '没有理由' });
  await lead.act('finding', grave, 'refer', { document: '移送函〔2026〕1号', reasons: '情节严重', grave: true });
  await lead.act('finding', grave, 'record', { outcome: '已处理' });
}

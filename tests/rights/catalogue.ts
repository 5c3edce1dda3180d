import { assess, drafts, graduates, paper, publishes, scopeOf, universities } from '../market.ts';
import type { EntryBody } from '../market.ts';
import { organisations } from '../town.ts';
import { it, plain, provider, as, people } from './town.ts';

/** What the catalogue is made of: entries, assessments, demands, named sources. */

export async function catalogueAndAssessments(): Promise<void> {
  const cataloguer = as('education.cataloguer');
  const body = { ...universities, name: '权限样例', classCode: '303090' } as EntryBody;
  const ref = await cataloguer.open('catalog', { act: 'compile', name: body.name });
  await drafts(it, ref, body);
  await cataloguer.act('catalog', ref, 'submit');
  await as('education.chief').act('catalog', ref, 'return', { opinion: '请核对联系人' });
  await cataloguer.act('catalog', ref, 'submit');
  await as('education.chief').act('catalog', ref, 'approve');
  await as('bureau.reviewer').act('catalog', ref, 'return', { points: [{ path: 'summary', text: '摘要应写明统计口径' }] });
  await cataloguer.act('catalog', ref, 'abandon', { reason: '并入其他目录' });
  const entry = await publishes(it, universities, { name: '权限样例二', classCode: '303091' });
  const update = await cataloguer.open('catalog', { act: 'update', entryRegion: entry.region, entry: entry.id, cause: 'other', text: '补充' });
  await cataloguer.act('catalog', update, 'update', { cause: 'law', occurredOn: '2026-10-09', document: '某法修订' });
  await as('bureau.reviewer').act('catalog', update, 'abandon', { reason: '不属于十七条第二款情形' });
  const withdrawal = await cataloguer.open('catalog', { act: 'withdraw', entryRegion: entry.region, entry: entry.id, cause: 'duty', occurredOn: '2026-10-09', document: '职责划转' });
  await as('bureau.reviewer').act('catalog', withdrawal, 'abandon', { reason: '职责未划转' });
  await as('education.chief').act('catalog', entry.ref, 'hide', { reason: '疑似涉密' });
  await as('bureau.reviewer').act('catalog', entry.ref, 'restore', { opinion: '不涉密' });
  await as('education.chief').act('catalog', entry.ref, 'hide', { reason: '再次疑似涉密' });
  await as('bureau.reviewer').act('catalog', entry.ref, 'withdraw', { document: '密定〔2026〕3号' });
  const subject = { kind: 'entry', id: people.id, name: people.name, scope: scopeOf(people.body) };
  const assessment = await cataloguer.open('assessment', { template: 'secrecy', subject });
  const { own } = await cataloguer.get(`/api/assessment/${assessment}`);
  const answers = own.questions.map(({ id }: { id: string }) => ({ id, answer: 'no', note: '已核对' }));
  await cataloguer.act('assessment', assessment, 'submit', { answers });
  await as('education.security').act('assessment', assessment, 'return', { opinion: '请补充说明' });
  await cataloguer.act('assessment', assessment, 'submit', { answers });
  await as('education.security').act('assessment', assessment, 'conclude', { level: 'low', measures: '按制度管理', remaining: '无', secret: 'none' });
  await as('education.security').act('assessment', assessment, 'lapse', { reasons: '依据有误' });
  await assess(cataloguer, as('education.security'), 'secrecy', subject);
  await cataloguer.act('assessment', await cataloguer.open('assessment', { template: 'privacy', subject }), 'withdraw');
}

export async function demands(): Promise<void> {
  const [clerk, reviewer, lead] = [as('labour.clerk'), as('bureau.reviewer'), as('bureau.lead')];
  const wanted = { description: '审核补贴时由窗口核对是否在保。', purpose: '补贴核验', duty: [{ kind: 'law', name: '中华人民共和国就业促进法', article: '第三十五条', text: '' }], range: '全市申请人约 6000 人', responsible: { post: '经办岗', phone: '0517-80000002' } };
  const registers = async (title: string) => {
    const ref = await clerk.open('demand', { title });
    await clerk.act('demand', ref, 'register', { ...wanted, title, items: [{ name: `${title}编号`, note: '' }] });
    return ref;
  };
  const to = (org: { code: string }) => ({ provider: org.code, reason: '属其职责' });
  const matched = await registers('在保对象');
  const joined = await as('education.clerk').open('demand', {});
  await as('education.clerk').put(`/api/demand/${joined}/draft`, { body: wanted });
  await as('education.clerk').act('demand', joined, 'join', { demand: matched });
  await reviewer.act('demand', matched, 'match', { entryRegion: people.region, entry: people.id });
  await clerk.act('demand', matched, 'reopen', { reason: '缺少在保状态' });
  await reviewer.act('demand', matched, 'refer', { platform: '省平台', reason: '属省级数据' });
  await reviewer.act('demand', matched, 'come-back', { answer: 'has-not', text: '没有', document: '函〔2026〕1号', attachments: [await paper(it, 'bureau.reviewer', '答复.pdf')] });
  await reviewer.act('demand', matched, 'assign', to(organisations.civil));
  await as('civil.head').act('demand', matched, 'accept', {});
  const declined = await registers('残疾人证');
  await reviewer.act('demand', declined, 'assign', to(organisations.education));
  await as('education.head').act('demand', declined, 'decline', { reasons: '不属于本部门职责', whose: '残联' });
  await lead.act('demand', declined, 'reassign', to(organisations.civil));
  const bound = await registers('学区门牌');
  await reviewer.act('demand', bound, 'assign', to(organisations.education));
  await as('education.head').act('demand', bound, 'decline', { reasons: '不属于本部门职责', whose: '已核对职责' });
  await lead.act('demand', bound, 'bind', { provider: organisations.education.code, document: '淮编〔2026〕8号', compileBy: '2026-11-20', attachments: [await paper(it, 'bureau.lead', '职责.pdf')] });
  const ended = await registers('公墓名录');
  await reviewer.act('demand', ended, 'assign', to(organisations.education));
  await as('education.head').act('demand', ended, 'decline', { reasons: '不属于本部门职责', whose: '已核对职责' });
  await lead.act('demand', ended, 'conclude', { reasons: '本级没有部门收集' });
  await clerk.act('demand', await registers('水表户号'), 'withdraw', { reason: '不再需要' });
}

export async function namedSources(): Promise<void> {
  const [reviewer, lead, code] = [as('bureau.reviewer'), as('bureau.lead'), organisations.labour.code];
  const talents = await publishes(plain, graduates, { name: '人才库信息', classCode: '303020' }, 'labour', { repeatedReason: '职称评审须核对本人填报' });
  const departments = [{ org: organisations.education.code, duty: '学籍学历管理' }, { org: code, duty: '人才服务' }];
  const proposed = () => reviewer.open('source', { items: ['学历层次'], entries: [people.id, talents.id] });
  await reviewer.act('source', await proposed(), 'dismiss', { reason: '各自收集' });
  const ref = await proposed();
  await reviewer.act('source', ref, 'consult', { departments, items: ['学历层次'], opinionsBy: '2026-10-30' });
  await as('education.head').act('source', ref, 'opine', { stand: 'claims', duty: '高等教育法' });
  await as('labour.head').act('source', ref, 'opine', { stand: 'agrees', duty: '由教育部门牵头' });
  await lead.act('source', ref, 'name', { provider: organisations.education.code, items: ['学历层次'], document: '淮数〔2026〕11号' });
  await as('education.clerk').act('source', ref, 'task', { department: code, what: '补齐学历层次', doneBy: '2026-10-30' });
  await as('labour.clerk').act('source', ref, 'report', { task: 1, done: '已补齐' });
  await reviewer.act('source', ref, 'change', { reason: '职责调整', departments, opinionsBy: '2026-10-30' });
  for (const who of ['education.head', 'labour.head']) await as(who).act('source', ref, 'opine', { stand: 'agrees', duty: '同意' });
  await lead.act('source', ref, 'name', { provider: organisations.education.code, items: ['学历层次'], document: '淮数〔2026〕12号' });
  await lead.act('source', ref, 'end', { reason: '由一个部门单独收集' });
}

import { sql } from 'kysely';
import { agrees, applies, binds, connects, delivers, graduates, paper, proposal, publishes, sharesItem, standingConsent, statements, submits, universities, type Entry } from '../market.ts';
import { startProvider, type ProviderDatabase } from '../provider.ts';
import { asks, below, pupilsOf, reflows } from '../below.ts';
import { organisations, town, type Town } from '../town.ts';

/** An office on 19 October 2026, with something of everything on its desks: what the pages of the console are driven on. */
export interface Office {
  readonly town: Town;
  readonly provider: ProviderDatabase;
  readonly entries: { readonly universities: Entry; readonly graduates: Entry };
  readonly cases: {
    readonly reply: string; // proposed, waits for the head: asked once, paused over two days
    readonly asked: string; // waits for the requester
    readonly late: string; // nobody answered in time
    readonly received: string; // waits for the clerk's reply
    readonly consent: string; // waits for the requester's own head
    readonly draft: string;
    readonly inUse: string; // grant
    readonly suspended: string; // grant
    readonly catalogDraft: string;
    readonly demand: string; // registered, waits for the authority
    readonly demandDraft: string;
    readonly correctionDraft: string;
    readonly correction: string; // waits for the provider's answers
    readonly corrected: string; // fed back; two departments received the record
    readonly useChange: string; // agreed: a third party
    readonly reflux: string; // runs: 省教育厅 to 人社局
    readonly refluxAsked: string; // 省教育厅 has to confirm
    readonly source: string; // the departments are heard
    readonly letter: string; // 答复函, kept with its act
  };
  stop(): Promise<void>;
}

export async function office(consoleDir: string): Promise<Office> {
  const place = await town({ today: '2026-09-14', roles: 'console', also: { upper: below.upper }, env: { SHUQIAO_CONSOLE_DIR: consoleDir } });
  const provider = await startProvider();
  const open = await publishes(place, universities);
  const closed = await publishes(place, graduates);
  const connection = await connects(place, provider);
  await binds(place, connection, open, 'university');
  await binds(place, connection, closed, 'graduate');
  await standingConsent(place, open);
  const other = (purpose: string) => ({ items: [4, 5, 6], purpose, mode: 'service', serviceKind: 'query' });

  const inUse = await deliveredOf(place, closed, { items: [1, 2, 4, 5, 6], purpose: '就业见习补贴资格核验' });
  const suspended = await deliveredOf(place, closed, other('就业困难人员帮扶'));
  const late = await applies(place, closed, other('社会救助家庭经济状况核对'), 'civil');

  await place.clock.movesTo('2026-09-28');
  const reply = await submits(place, closed, { items: [1, 2, 3, 4, 5, 6, 8], purpose: '毕业生档案接收' });
  await place.clock.movesTo('2026-09-30');
  await place.client('labour.head').act('application', reply, 'approve', { vouches: true });
  const asked = await applies(place, closed, other('社会保险补贴申领'));
  const received = await applies(place, closed, { ...other('青年就业见习统计'), items: [5, 6, 7] });
  await place.clock.movesTo('2026-10-12');
  await place.client('education.clerk').act('application', reply, 'ask', { points: [{ tiedTo: 'range', text: '使用系统的名称与地址' }, { tiedTo: 'basis', text: '“高效办成一件事”实施方案的文号' }], supplyBy: '2026-10-20' });
  await place.clock.movesTo('2026-10-13');
  await place.client('education.clerk').act('application', asked, 'ask', { points: [{ tiedTo: 'scenario', text: '说明由哪个窗口、在哪一步使用' }], supplyBy: '2026-10-23' });
  await place.clock.movesTo('2026-10-14');
  await place.client('labour.clerk').act('application', reply, 'supply', { maintains: false, answers: [{ point: 1, text: '毕业生档案接收系统，127.0.0.1' }, { point: 2, text: '淮政办发〔2026〕12 号' }] });
  await place.clock.movesTo('2026-10-16');
  const items = [1, 2, 3, 4, 5, 6, 8];
  await place.client('education.clerk').act('application', reply, 'propose', {
    ...proposal({}, statements({ items })), otherWay: { mode: 'service', serviceKind: 'verification' }, less: { category: 'duty', reason: '只需知道是否已就业，不需要就业状况本身。', basis: [] }, opinion: '同意 5 项，就业状况改为核验，手机号码不同意，理由如上。请负责人审定。',
    perItem: items.map((item) => (item === 3 ? { item, decision: 'refuse', category: 'range', reason: '档案接收以公民身份号码核对，不需要手机号码。', basis: [] }
      : item === 8 ? { item, decision: 'other-mode', category: null, reason: '改为核验：是否已就业（是／否）。', basis: [] } : { item, decision: 'agree', category: null, reason: '', basis: [] })),
  });
  await place.client('education.head').act('grant', suspended, 'suspend', { ground: 'beyond-range', evidence: '10-14 至 10-16 自未授权的地址 10.32.6.88 调用 2,940 次。', mendBy: '2026-10-21' });
  await place.clock.movesTo('2026-10-19');
  const consent = await submits(place, closed, { ...other('求职创业补贴审核'), items: [4, 5] });
  const draft = await place.client('labour.clerk').open('application', { entryRegion: closed.region, entry: closed.id });
  await place.client('labour.clerk').put(`/api/application/${draft}/draft`, { body: { items: [4, 5, 6, 7, 9], purpose: '就业补贴审核', basis: [{ kind: 'law', name: '中华人民共和国就业促进法', article: '第五十二条' }] } });
  const catalogDraft = await place.client('education.cataloguer').open('catalog', { act: 'compile', name: '义务教育学区划分信息' });
  const effect = (await place.client('labour.clerk').post<{ records: { id: string }[] }>(`/api/usage/${inUse}/records`, { kind: 'effect', matters: 312, papers: 312, text: '审核系统直接核验毕业信息，申请人不再提交毕业证复印件。' })).records[0]?.id;
  await place.client('bureau.reviewer').post(`/api/usage/${inUse}/records/${effect}/typical`, { title: '就业见习补贴审核免交毕业证', text: '审核系统直接核验毕业信息，申请人不再提交毕业证复印件，当场办结。' });
  const demand = await place.client('labour.clerk').open('demand', { title: '婚姻登记信息' });
  const wanted = { title: '婚姻登记信息', purpose: '随军家属就业安置审核', description: '审核随军家属就业安置时，窗口核对申请人与军人的婚姻关系。', range: '全市随军家属，每年约 200 人', duty: [{ kind: 'regulation', name: '军人抚恤优待条例', article: '第四十八条', text: '' }], mode: 'service', cycle: 'daily', owner: '市民政局' };
  const wantedItems = ['姓名', '公民身份号码', '登记日期', '婚姻状况', '登记机关'].map((name) => ({ name, note: name === '登记机关' ? '含补领' : '' }));
  await place.client('labour.clerk').act('demand', demand, 'register', { ...wanted, items: wantedItems, responsible: { post: '就业促进科经办岗', phone: '0517-80000002' } });
  const demandDraft = await place.client('civil.clerk').open('demand', { title: '毕业生婚姻登记信息' });
  await place.client('civil.clerk').put(`/api/demand/${demandDraft}/draft`, { body: { title: '毕业生婚姻登记信息', items: [...wantedItems.slice(0, 3), { name: '毕业学校名称', note: '' }, { name: '学历层次', note: '' }] } });
  const useChange = await place.client('labour.clerk').open('use-change', { grant: inUse });
  await place.client('labour.clerk').act('use-change', useChange, 'submit', { points: [{ kind: 'third-party', text: '市就业训练中心', why: '委托其核对培训补贴，签有保密协议。' }], basis: '《中华人民共和国就业促进法》第五十二条' });
  await place.client('labour.head').act('use-change', useChange, 'approve', {});
  await place.client('education.clerk').act('use-change', useChange, 'propose', { perPoint: [{ kind: 'third-party', decision: 'agree' }] });
  await place.client('education.head').act('use-change', useChange, 'agree', {});
  await publishes(place, graduates, { name: '人才库信息', classCode: '303020' }, 'labour', { repeatedReason: '职称评审须核对本人填报' });
  await place.settle();
  const source = (await place.client('bureau.reviewer').get<{ rows: { ref: string }[] }>('/api/source')).rows[0]?.ref ?? '';
  const departments = [{ org: '11320800PDY00001X6', duty: '高等教育法规定的学籍学历管理' }, { org: '11320800PDY0000286', duty: '人才服务' }];
  const { own } = await place.client('bureau.reviewer').get<{ own: { items: { name: string }[] } }>(`/api/source/${source}`);
  await place.client('bureau.reviewer').act('source', source, 'consult', { departments, items: own.items.map((one) => one.name), opinionsBy: '2026-10-30' });
  const corrections = await doubts(place, provider, closed, inUse);
  const pupils = await pupilsOf(place, provider);
  const reflux = (await reflows(place, pupils, 'labour', { regions: ['320800'] })).ref;
  const refluxAsked = await asks(place, pupils, 'civil', { regions: ['320800'] });
  const letter = (await place.client('education.clerk').get<{ rows: { ref: string }[] }>('/api/documents?kind=letter&size=1')).rows[0]?.ref ?? '';
  return {
    town: place, provider, entries: { universities: open, graduates: closed }, cases: { reply, asked, late, received, consent, draft, inUse, suspended, catalogDraft, demand, demandDraft, source, ...corrections, letter, useChange, reflux, refluxAsked },
    stop: async () => { await place.stop(); await provider.stop(); },
  };
}

/** Three corrections: being drawn up, being verified, and fed back to two departments that had received the record. */
async function doubts(place: Town, provider: ProviderDatabase, entry: Entry, grant: string): Promise<Pick<Office['cases'], 'correctionDraft' | 'correction' | 'corrected'>> {
  const [clerk, offer] = [place.client('labour.clerk'), place.client('education.clerk')];
  const { db } = place.platform;
  await place.client('education.head').put('/api/correction/rules', { rules: '收到后三日内由高校学生科核对学籍系统；属实的当日更正并反馈，不属实的说明理由。', contact: '高校学生科数据岗', phone: '0517-80000001', base: 0 });
  const known = (n: number) => `99822120020919${String(n).padStart(4, '0')}`;
  const begin = async (rows: readonly object[]) => {
    const ref = await clerk.open('correction', { entryRegion: entry.region, entry: entry.id });
    await clerk.post(`/api/correction/${ref}/rows`, { rows });
    return ref;
  };
  const row = (n: number, over: object = {}) => ({ item: 6, key: { id_number: known(n) }, seen: '本科', expected: '硕士研究生', note: '毕业证书所载', ...over });
  const files = async (rows: readonly object[]) => {
    const ref = await begin(rows);
    await clerk.act('correction', ref, 'file', { rows: rows.length, grounds: '核对申请人提交的毕业证书原件，与返回的学历层次不一致。' });
    return ref;
  };
  const corrected = await files([row(7)]);
  const old = await offer.open('grant', { act: 'import', entryRegion: entry.region, entry: entry.id, requester: organisations.civil.code, items: [4, 5, 6], purpose: '存量核验', mode: 'service', term: { from: '2024-01-01', to: '2028-01-01' }, papers: '2024 年共享协议', attachments: [await paper(place, 'education.clerk', '共享协议.pdf')], quota: { perDay: 100, perMinute: 10 }, disposal: { how: 'delete', days: 30, basis: '' } });
  await place.client('education.head').act('grant', old, 'confirm', {});
  await place.client('civil.head').act('grant', old, 'confirm', {});
  for (const ref of [grant, old]) await sql`insert into received (region, entry, key_digest, grant_id, first_at, last_at) select ${entry.region}, ${entry.id}::uuid, key_digest, ${ref.slice(7)}::uuid, now(), now() from correction_row where case_id = ${corrected.slice(7)}::uuid`.execute(db);
  await offer.post(`/api/correction/${corrected}/answers`, { rows: [{ n: 1, answer: 'upheld' }] });
  await provider.query(`update share.graduate set education_level = '硕士研究生' where id_number = '${known(7)}'`);
  await offer.act('correction', corrected, 'feed-back', { changed: '10 月 19 日在学籍系统中改为硕士研究生。' });
  const correction = await files([row(8), row(9), row(10, { kind: 'missing', item: null, seen: '', expected: '', note: '应届毕业生，名单中没有' })]);
  await offer.post(`/api/correction/${correction}/answers`, { rows: [{ n: 1, answer: 'upheld' }, { n: 2, answer: 'rejected', reason: '学籍系统登记为本科，毕业证书编号查询一致。' }] });
  await sharesItem(place, organisations.province, '学历层次');
  await offer.act('correction', correction, 'refer', { source: organisations.province.code, until: '2026-10-23', text: '请核实第 3 条是否为应届毕业生' });
  await place.settle();
  return { correctionDraft: await begin([row(11)]), correction, corrected };
}

async function deliveredOf(place: Town, entry: Entry, over: object): Promise<string> {
  const application = await applies(place, entry, over);
  const grant = await agrees(place, application);
  await delivers(place, grant);
  await place.client('labour.clerk').act('grant', grant, 'accept');
  return grant;
}

import type { Credential } from '../consumer.ts';
import { RefusedByPlatform } from '../office.ts';
import type { Published } from './catalogue.ts';
import { proposal, query, wanted, type Granted } from './conditional.ts';
import { desk, type World } from './world.ts';

interface Seen { readonly number: string; readonly state: string; readonly stateZh: string; readonly strips: readonly { readonly clock: string; readonly dueText: string }[]; readonly own: { readonly rows: number; readonly receivers: { readonly told: number; readonly confirmed: number } } }

/** 26 ¶2: a wrong record, found in use, put right where the platform sees it, told to every department that ever received it. */
export async function correction(world: World, entry: Published, granted: Granted): Promise<void> {
  const { tell, consumer } = world;
  tell.chapter('校核：一条错的记录，更正到每一个取得过它的部门');
  const civil = await usedByCivil(world, entry);
  let asked = await consumer.call({ credential: civil, query });
  for (const began = Date.now(); asked.rows === 0 && Date.now() - began < 10_000;) asked = await consumer.call({ credential: civil, query }); // a gateway may take two seconds to hear of a grant
  tell.step(`市民政局以自己的授权也查到过同一名毕业生：${asked.rows} 行`, { rows: asked.rows });
  const first = await consumer.call({ credential: granted.credential, query });
  const seen = first.first?.['employment_status'] ?? '';
  const expected = seen === '已就业' ? '待就业' : '已就业';
  const clerk = desk(world, 'rs-jingban');
  const { ref } = await clerk.open('correction', { entryRegion: entry.region, entry: entry.id });
  await clerk.post(`/correction/${ref}/rows`, { rows: [{ item: 8, key: { id_number: query.id_number }, seen, expected, note: '参保登记所载（演示）' }] });
  await clerk.act('correction', ref, 'file', { rows: 1, grounds: '审核补贴时与参保登记比对，就业状况不一致（演示）' });
  const filed = await clerk.get<Seen>(`/correction/${ref}`);
  tell.step(`市人社局在使用中发现“就业状况”不准确，提出校核 ${filed.number}：${filed.strips.find((one) => one.clock === 'correct')?.dueText ?? ''}，10 个工作日内核实、更正、反馈（第二十六条第二款）`, { case: filed.number });
  await feedsBack(world, ref, expected);
  await reachesAll(world, ref, granted, { seen, expected });
}

/** A grant of its own; another department than the one that finds the fault. */
async function usedByCivil(world: World, entry: Published): Promise<Credential> {
  const clerk = desk(world, 'mz-jingban');
  const body = { ...wanted([4, 5, 6, 7], 500), purpose: '就业困难人员帮扶', basis: [{ kind: 'law', name: '社会救助暂行办法', article: '第五十八条', text: '' }] };
  const { ref } = await clerk.open('application', { entryRegion: entry.region, entry: entry.id });
  await clerk.act('application', ref, 'submit', body);
  await desk(world, 'mz-fuzeren').act('application', ref, 'approve', { vouches: true });
  await desk(world, 'jy-jingban').act('application', ref, 'propose', { ...proposal(body), masks: {} });
  await desk(world, 'jy-fuzeren').act('application', ref, 'grant', { opinion: '同意。' });
  const grant = (await clerk.get<{ own: { grant: { ref: string } } }>(`/application/${ref}`)).own.grant.ref;
  await desk(world, 'jy-yunwei').act('grant', grant, 'deliver');
  const key = await clerk.act('grant', grant, 'collect-key');
  return { baseUrl: world.platform.base, rid: key.once?.['rid'] ?? '', sid: key.once?.['sid'] ?? '', appKey: key.once?.['appKey'] ?? '' };
}

/** A word is not enough: the platform looks where the data are. */
async function feedsBack(world: World, ref: string, value: string): Promise<void> {
  const { tell, provider } = world;
  const offer = desk(world, 'jy-jingban');
  await offer.post(`/correction/${ref}/answers`, { rows: [{ n: 1, answer: 'upheld' }] });
  const refused = await offer.act('correction', ref, 'feed-back', { changed: '已更正' }).then(() => null, (thrown: unknown) => (thrown instanceof RefusedByPlatform ? thrown : Promise.reject(thrown as Error)));
  if (refused?.code !== 'CORRECTION_NOT_VISIBLE') throw new Error(`没有更正就能反馈：${refused?.message ?? ''}`);
  tell.step(`核实属实；业务系统还没有改就反馈，平台不接受：“${refused.message}”`, { refused: refused.code });
  await provider.correct(query.id_number, value);
  await offer.act('correction', ref, 'feed-back', { changed: '已在学籍系统中更正（演示）' });
}

async function reachesAll(world: World, ref: string, granted: Granted, { seen, expected }: { readonly seen: string; readonly expected: string }): Promise<void> {
  const { tell, consumer } = world;
  const offer = desk(world, 'jy-jingban');
  const read = () => offer.get<Seen>(`/correction/${ref}`);
  let now = await read();
  for (const end = Date.now() + 20_000; now.own.receivers.told < 2 && Date.now() < end; now = await read()) await new Promise((resolve) => setTimeout(resolve, 200));
  if (now.own.receivers.told !== 2) throw new Error(`应通知 2 个部门，只通知了 ${now.own.receivers.told} 个`);
  tell.step(`教育局在自己的系统里更正后反馈；平台由使用记录找出取得过这条记录的 ${now.own.receivers.told} 个部门，逐一通知，各自只看到与自己有关的`, { told: now.own.receivers.told });
  for (const login of ['rs-jingban', 'mz-jingban']) await desk(world, login).act('correction', ref, 'confirm-updated', { updated: 'updated' });
  await desk(world, 'rs-jingban').act('correction', ref, 'accept', {});
  now = await read();
  const { first } = await consumer.call({ credential: granted.credential, query });
  tell.step(`${now.own.receivers.confirmed} 个部门都确认已更正，市人社局认可，${now.number} ${now.stateZh}；再次查询，就业状况由“${seen}”变为“${first?.['employment_status'] ?? ''}”`, { case: now.number, state: now.state, confirmed: now.own.receivers.confirmed, right: first?.['employment_status'] === expected });
}

import type { Credential } from '../consumer.ts';
import type { Published } from './catalogue.ts';
import { desk, type World } from './world.ts';

/** An application to data that is open to all: from the head's consent to the first row in seconds (Art. 21 ¶1, 23). */
export async function unconditional(world: World, entry: Published): Promise<{ grant: string; credential: Credential }> {
  const { tell } = world;
  tell.chapter('无条件共享：同意提出之后几秒钟，第一行数据到达');
  const clerk = desk(world, 'rs-jingban');
  const { ref } = await clerk.open('application', { act: 'create', entryRegion: entry.region, entry: entry.id });
  const body = {
    items: [1, 2, 3, 4, 5, 6], purpose: '毕业院校核对', basis: [{ kind: 'law', name: '中华人民共和国就业促进法', article: '第三十五条', text: '' }],
    scenario: '受理就业见习补贴申请时，按学校标识码核对申请人填写的毕业院校，不再要求提交证明。', range: '全市就业见习补贴申请，每年约 6000 件', mode: 'service', serviceKind: 'query',
    term: { from: '2026-09-14', to: '2027-09-13', reason: '' }, systems: [{ name: '就业补贴审核系统', addresses: ['127.0.0.1'] }],
    responsible: { post: '就业促进科经办岗', phone: '0517-80000002' }, frequency: { perDay: 5000, perMinute: 300 },
  };
  const saved = await clerk.put<{ problems: { message: string }[] }>(`/application/${ref}/draft`, { body });
  if (saved.problems.length > 0) throw new Error(saved.problems.map((problem) => problem.message).join('；'));
  await clerk.act('application', ref, 'submit', body);
  const began = Date.now();
  const consented = await desk(world, 'rs-fuzeren').act('application', ref, 'approve', { vouches: true, opinion: '同意提出。' });
  const { own, stateZh, number } = await clerk.get<{ own: { grant: { ref: string } | null }; stateZh: string; number: string }>(`/application/${ref}`);
  const grant = own.grant?.ref;
  if (!grant) throw new Error(`常设同意没有生效：${stateZh}（${consented.stateZh}）`);
  const key = await clerk.act('grant', grant, 'collect-key');
  const credential: Credential = { baseUrl: world.platform.base, rid: key.once?.['rid'] ?? '', sid: key.once?.['sid'] ?? '', appKey: key.once?.['appKey'] ?? '' };
  const answer = await world.consumer.call({ credential, query: { school_code: '4132010284' } });
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  tell.step(`${number} ${stateZh}：负责人同意提出后 ${seconds} 秒，另一进程的业务系统按国家平台协议取得第一行：${answer.first?.['name'] ?? '（无）'}`, { case: number, seconds: Number(seconds), row: answer.first });
  return { grant, credential };
}

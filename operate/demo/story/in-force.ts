import { proposal, query, wanted, type Granted } from './conditional.ts';
import type { Published } from './catalogue.ts';
import type { Credential } from '../consumer.ts';
import { desk, moveTo, type World } from './world.ts';

/** The quota of a grant is kept to the call; its own small grant, so that the main one keeps its calls. */
export async function quota(world: World, entry: Published): Promise<void> {
  const { tell } = world;
  tell.chapter('授权在执行：配额、暂停、整改、恢复');
  const clerk = desk(world, 'rs-jingban');
  const body = { ...wanted([4, 5, 6, 7], 20), purpose: '就业困难人员帮扶对象核对' };
  const { ref } = await clerk.open('application', { act: 'create', entryRegion: entry.region, entry: entry.id });
  await clerk.act('application', ref, 'submit', body);
  await desk(world, 'rs-fuzeren').act('application', ref, 'approve', { vouches: true });
  await desk(world, 'jy-jingban').act('application', ref, 'propose', { ...proposal(body), masks: {} });
  await desk(world, 'jy-fuzeren').act('application', ref, 'grant', { opinion: '同意。' });
  const grant = (await clerk.get<{ own: { grant: { ref: string } } }>(`/application/${ref}`)).own.grant.ref;
  await desk(world, 'jy-yunwei').act('grant', grant, 'deliver');
  const key = await clerk.act('grant', grant, 'collect-key');
  const credential: Credential = { baseUrl: world.platform.base, rid: key.once?.['rid'] ?? '', sid: key.once?.['sid'] ?? '', appKey: key.once?.['appKey'] ?? '' };
  const answer = await world.consumer.call({ credential, query, times: 25 });
  const refused = Object.values(answer.refused).reduce((a, b) => a + b, 0);
  tell.step(`每日 20 次的授权调用 25 次：答复 ${25 - refused} 次，拒绝 ${refused} 次，“${answer.message}”`, { answered: 25 - refused, refused });
}

/** 27 ¶2: suspended on evidence, seen at the gateway within two seconds, mended, resumed. */
export async function suspension(world: World, granted: Granted): Promise<void> {
  const { tell } = world;
  const head = desk(world, 'jy-fuzeren');
  const mendBy = '2026-11-06';
  const began = Date.now();
  await head.act('grant', granted.grant, 'suspend', { ground: 'beyond-range', evidence: '10 月 28 日 20 时后出现非申请人批量核验 12 笔，见调用记录（演示）', mendBy });
  let seen = await world.consumer.call({ credential: granted.credential, query });
  while (seen.rows > 0 && Date.now() - began < 5_000) seen = await world.consumer.call({ credential: granted.credential, query });
  const ms = Date.now() - began;
  tell.step(`提供部门因“超出使用范围”暂停这一授权，限 ${mendBy} 前整改；${ms} 毫秒后网关已拒绝：“${seen.message}”（第二十七条第二款）`, { ms });
  await moveTo(world, '2026-10-30');
  await desk(world, 'rs-fuzeren').act('grant', granted.grant, 'report', { done: '已停用批量核验功能，按办件逐笔核验，并补充系统校验（演示）' });
  await head.act('grant', granted.grant, 'resume', { opinion: '整改到位，恢复。' });
  let again = await world.consumer.call({ credential: granted.credential, query });
  for (let n = 0; n < 40 && again.rows === 0; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    again = await world.consumer.call({ credential: granted.credential, query });
  }
  tell.step(`报整改情况、核实、恢复；业务系统再次取得 ${again.rows} 行`, { rows: again.rows });
}

/** 21, 39(四): a reply that comes too late is found by itself; the case stays open. */
export async function late(world: World, entry: Published): Promise<{ ref: string; number: string }> {
  const { tell } = world;
  tell.chapter('未按时答复：平台自己发现，列入督办，申请仍须答复');
  const clerk = desk(world, 'rs-jingban');
  const body = { ...wanted([4, 5, 6, 7], 500), purpose: '高层次人才引进补贴学历核对' };
  const { ref } = await clerk.open('application', { act: 'create', entryRegion: entry.region, entry: entry.id });
  await clerk.act('application', ref, 'submit', body);
  await desk(world, 'rs-fuzeren').act('application', ref, 'approve', { vouches: true });
  await moveTo(world, '2026-11-16');
  const { number, state, open, strips } = await clerk.get<{ number: string; state: string; open: boolean; strips: { clock: string; lamp: { text: string } }[] }>(`/application/${ref}`);
  const lamp = strips.find((one) => one.clock === 'reply')?.lamp.text ?? '';
  const { rows } = await desk(world, 'sj-shenhe').get<{ rows: { number: string; title: string; basisZh?: string }[] }>('/finding?state=found');
  tell.step(`${number} 到期未答复：${lamp}；市数据局督办清单已有线索 ${rows.length} 条（${rows[0]?.number ?? ''}），申请仍为${open ? '在办' : '已结'}（第三十九条第四项）`, { case: number, state, open, findings: rows.length });
  return { ref, number };
}

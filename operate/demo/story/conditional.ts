import type { Credential } from '../consumer.ts';
import { graduates } from '../entries.ts';
import { assess } from './assessment.ts';
import type { Published } from './catalogue.ts';
import { desk, moveTo, type World } from './world.ts';

interface Strip { readonly clock: string; readonly dueText: string; readonly sum: string; readonly lamp: { readonly text: string; readonly dueOn: string | null } }
interface CaseSeen { readonly number: string; readonly state: string; readonly stateZh: string; readonly open: boolean; readonly strips: readonly Strip[]; readonly own: { readonly grant: { readonly ref: string } | null; readonly assessment: { readonly scope: unknown }; readonly linkage: { readonly zh: string } } }
export interface Granted { readonly application: string; readonly number: string; readonly grant: string; readonly credential: Credential }

const purpose = '高校毕业生就业见习补贴资格核验';
/** A graduate of the invented list; keys of the query that stays good after the demonstration. */
export const query = { id_number: '998221200209197146' };

export const wanted = (items: readonly number[], perDay: number) => ({
  items: [...items], purpose, basis: [{ kind: 'law', name: '中华人民共和国就业促进法', article: '第三十五条', text: '' }],
  scenario: '审核就业见习补贴时，凭公民身份号码核验申请人是否为毕业年度高校毕业生及其就业状况。', range: '全市就业见习补贴申请人，每年约 6000 人', mode: 'service', serviceKind: 'query',
  term: { from: '2026-10-01', to: '2027-09-30', reason: '' }, systems: [{ name: '就业补贴审核系统', addresses: ['127.0.0.1'] }],
  responsible: { post: '就业促进科经办岗', phone: '0517-80000002' }, frequency: { perDay, perMinute: 600 },
});

/** A conditional application over the National Day holiday (Art. 20–22): asked once, paused, supplied, extended, granted, delivered. */
export async function conditional(world: World, entry: Published): Promise<Granted> {
  const { tell } = world;
  tell.chapter('有条件共享：跨国庆假期的 10 个工作日');
  const clerk = desk(world, 'rs-jingban');
  const provider = desk(world, 'jy-jingban');
  const body = wanted([1, 2, 4, 5, 6, 7, 8, 9], 2000);
  const { ref } = await clerk.open('application', { act: 'create', entryRegion: entry.region, entry: entry.id });
  await clerk.put(`/application/${ref}/draft`, { body });
  const { own } = await clerk.get<CaseSeen>(`/application/${ref}`);
  await assess(clerk, desk(world, 'rs-anquan'), 'privacy', { kind: 'application', id: ref.slice(7), name: entry.name, scope: own.assessment.scope });
  await clerk.act('application', ref, 'submit', body);
  await moveTo(world, '2026-09-30');
  await desk(world, 'rs-fuzeren').act('application', ref, 'approve', { vouches: true, opinion: '情况属实，同意提出。' });
  tell.step(`2026-09-30 收到 ${(await see(world, ref)).number}；${await reply(world, ref)}。国庆节 7 日不计，10 月 10 日（周六）调休上班照计（第二十一条第一款）`);

  await moveTo(world, '2026-10-12');
  await provider.act('application', ref, 'ask', { points: [{ tiedTo: 'basis', condition: null, text: '补贴办法的文号和对应条款' }, { tiedTo: 'range', condition: null, text: '本年度预计核验人数的测算说明' }], supplyBy: '2026-10-19' });
  tell.step(`10-12 一次性告知需要补充的全部材料，答复时钟停下（第二十一条第二款）`);
  await moveTo(world, '2026-10-14');
  await clerk.act('application', ref, 'supply', { answers: [{ point: 1, text: '苏人社发〔2025〕某号第六条（演示）' }, { point: 2, text: '按上年度申领人数测算，约 6000 人' }] });
  tell.step(`10-14 补正，时钟续走，停掉的 2 个工作日加回：${await reply(world, ref)}`);

  await moveTo(world, '2026-10-20');
  await desk(world, 'jy-fuzeren').act('application', ref, 'ask-extension', { clock: 'reply', days: 5, reason: '学籍数据年度更新尚未完成' });
  await desk(world, 'sj-shenhe').act('application', ref, 'extend', { clock: 'reply' });
  tell.step(`10-20 申请延期 5 个工作日，市数据局同意并告知需求部门：${await reply(world, ref)}`);

  await moveTo(world, '2026-10-26');
  await provider.act('application', ref, 'propose', proposal(body));
  await desk(world, 'jy-fuzeren').act('application', ref, 'grant', { opinion: '同意共享。' });
  const granted = await see(world, ref);
  const grant = granted.own.grant?.ref ?? '';
  tell.step(`10-26 审定同意（${granted.stateZh}）：7 项同意，“月收入”非核验所必需、不同意并说明理由；汇聚关联风险${granted.own.linkage.zh}`, { case: granted.number, state: granted.state });
  return { application: ref, number: granted.number, grant, credential: await deliver(world, grant) };
}

async function see(world: World, ref: string): Promise<CaseSeen> {
  return desk(world, 'rs-jingban').get<CaseSeen>(`/application/${ref}`);
}

async function reply(world: World, ref: string): Promise<string> {
  const strip = (await see(world, ref)).strips.find((one) => one.clock === 'reply');
  return strip ? `${strip.dueText}，${strip.lamp.text}` : '';
}

/** One reply on every item; the catalogue's conditions and no other. */
export function proposal(body: ReturnType<typeof wanted>) {
  return {
    perItem: body.items.map((item) => (item === 9
      ? { item, decision: 'refuse', category: 'duty', reason: '核验补贴资格不需要月收入，凭就业状况即可认定', basis: [] }
      : { item, decision: 'agree', category: null, reason: '', basis: [] })),
    mode: 'service', serviceKind: 'query', term: { from: body.term.from, to: body.term.to }, quota: body.frequency, rowFilter: [],
    masks: { 1: 'name', 2: 'id-number' }, conditions: graduates.sharing.conditions, disposal: { how: 'delete', days: 30, basis: '' }, contact: '市教育局数据共享岗', phone: '0517-80000001',
  };
}

async function deliver(world: World, grant: string): Promise<Credential> {
  const { tell } = world;
  const clerk = desk(world, 'rs-jingban');
  await moveTo(world, '2026-10-28');
  await desk(world, 'jy-yunwei').act('grant', grant, 'deliver', { note: '服务接口' });
  const key = await clerk.act('grant', grant, 'collect-key');
  await clerk.act('grant', grant, 'accept');
  const credential: Credential = { baseUrl: world.platform.base, rid: key.once?.['rid'] ?? '', sid: key.once?.['sid'] ?? '', appKey: key.once?.['appKey'] ?? '' };
  const answer = await world.consumer.call({ credential, query, times: 50 });
  tell.step(`10-28 交付（平台自己先探测）、领用凭据、验收；业务系统调用 50 次，${answer.ms} 毫秒，脱敏后的一行：${JSON.stringify(answer.first)}`, { rows: answer.rows, ms: answer.ms, row: answer.first });
  return credential;
}

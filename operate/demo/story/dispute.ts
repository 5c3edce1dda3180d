import { desk, type World } from './world.ts';

/** 28: nobody need wait for a refusal; what both heads sign takes the application up again, by a date. */
export async function dispute(world: World, overdue: { readonly ref: string; readonly number: string }): Promise<void> {
  const { tell } = world;
  tell.chapter('争议：先协商，双方负责人签认同一文本');
  const [mine, theirs] = [desk(world, 'rs-fuzeren'), desk(world, 'jy-fuzeren')];
  const { ref } = await mine.open('dispute', { subject: { kind: 'application', ref: overdue.ref } });
  await mine.act('dispute', ref, 'open', { claim: '请予答复', grounds: '期满未答复，补贴审核无法进行（演示）' });
  const { own } = await mine.get<{ own: { forum: { name: string; why: string } } }>(`/dispute/${ref}`);
  tell.step(`市人社局就超期未答复的 ${overdue.number} 提出争议；协商不成的，由${own.forum.name}协调（第二十八条第二款）`, { forum: own.forum.name });
  const terms = { text: '市教育局 11 月 27 日前答复（演示）', effect: 'share', bound: 'provider', replyBy: '2026-11-27', doneBy: '2026-11-30' };
  await mine.act('dispute', ref, 'settle', terms);
  const signed = await theirs.act('dispute', ref, 'settle', terms);
  const { strips } = await mine.get<{ strips: { clock: string; dueText: string }[] }>(`/application/${overdue.ref}`);
  tell.step(`双方负责人先后签认同一文本：${signed.stateZh}；申请重新办理，${strips.find((one) => one.clock === 'again')?.dueText ?? ''}`, { state: signed.state });
}

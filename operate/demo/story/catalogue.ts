import { graduates, universities } from '../entries.ts';
import { assess } from './assessment.ts';
import { desk, type World } from './world.ts';

/** A published entry, as later chapters name it. */
export interface Published { readonly region: string; readonly id: string; readonly name: string; readonly ref: string }
type Body = typeof universities | typeof graduates;

/** Compile, assess, consent, review, publish (Art. 12–16); then bind the data and say yes beforehand where it is open to all. */
export async function catalogue(world: World): Promise<{ schools: Published; people: Published }> {
  world.tell.chapter('目录：编制、评估、部门负责人同意、主管部门审核发布');
  const schools = await publish(world, universities, ['secrecy']);
  const people = await publish(world, graduates, ['secrecy', 'privacy']);
  await bind(world, schools, people);
  await desk(world, 'jy-fuzeren').put(`/catalog/entries/${schools.region}/${schools.id}/standing-consent`, { document: '市教育局共享工作机构常设同意书（演示）' });
  world.tell.step(`${schools.name}：共享工作机构负责人作出常设同意，申请一到即答复（第二十条第三款、第二十三条）`);
  return { schools, people };
}

async function publish(world: World, body: Body, templates: readonly ('secrecy' | 'privacy')[]): Promise<Published> {
  const editor = desk(world, 'jy-bianmu');
  const { ref } = await editor.open('catalog', { act: 'compile', name: body.name });
  const saved = await editor.put<{ problems: { level: string; message: string }[] }>(`/catalog/${ref}/draft`, { body });
  const wrong = saved.problems.filter((problem) => problem.level === 'error');
  if (wrong.length > 0) throw new Error(`目录草稿：${wrong.map((problem) => problem.message).join('；')}`);
  const { own } = await editor.get<{ own: { entry: { region: string; id: string } } }>(`/catalog/${ref}`);
  const scope = {
    items: body.items.map(({ field, name, type, sensitivity, personal, identifier }) => ({ field, name, type, sensitivity, personal, identifier })), grade: body.grade, attribute: body.sharing.attribute,
  };
  for (const template of templates) await assess(editor, desk(world, 'jy-anquan'), template, { kind: 'entry', id: own.entry.id, name: body.name, scope });
  await editor.act('catalog', ref, 'submit');
  await desk(world, 'jy-lingdao').act('catalog', ref, 'approve', { opinion: '同意报送。' });
  const published = await desk(world, 'sj-shenhe').act('catalog', ref, 'publish');
  const attribute = body.sharing.attribute === 'unconditional' ? '无条件共享' : '有条件共享';
  world.tell.step(`${body.name}（${attribute}，${body.items.length} 项）：${templates.length} 项评估、部门负责人同意、市数据局审核发布，编号 ${published.number}（第十三条至第十六条）`, { case: published.number, state: published.state });
  return { region: own.entry.region, id: own.entry.id, name: body.name, ref };
}

async function bind(world: World, schools: Published, people: Published): Promise<void> {
  const operator = desk(world, 'jy-yunwei');
  const { host, port, database, schema, login: user, password } = world.provider;
  const connection = await operator.post<{ id: string; region: string }>('/resources/connections', { name: '教育基础数据库', kind: 'postgresql', host, port, database, schema, user, password });
  await desk(world, 'anquan').post(`/resources/connections/${connection.region}/${connection.id}/decision`, { approve: true, reason: '本市教育局数据库，政务外网' });
  world.tell.step('市教育局数据库：连接口令密封保存，新的外部地址经安全管理员批准后才可连接（第三十五条第二款）');
  const columns = (body: Body) => body.items.map((item) => ({ n: item.n, column: item.field }));
  const service = { connection: connection.id, services: ['query', 'verification'], pageSize: 100 };
  await operator.post('/resources', { ...service, entryRegion: schools.region, entry: schools.id, table: 'university', columns: columns(universities), keys: [{ n: 1, required: true }], order: [{ n: 1 }] });
  await operator.post('/resources', { ...service, entryRegion: people.region, entry: people.id, table: 'graduate', columns: columns(graduates), keys: [{ n: 2, required: true }], order: [{ n: 2 }] });
  world.tell.step(`挂接资源并测试通过：高校 ${world.provider.universities} 行、毕业生 ${world.provider.graduates} 行（虚构）；查询条件已声明，不写任何 SQL`);
}

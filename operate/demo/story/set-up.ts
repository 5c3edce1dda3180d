import { newPassword, officers, organisations, region, staff, type StaffMember } from '../cast.ts';
import { Desk, type Account } from '../office.ts';
import { desk, type World } from './world.ts';

/** First set-up, three officers, organisations, accounts: through the addresses that an office would use. */
export async function setUp(world: World): Promise<void> {
  const { tell, platform } = world;
  tell.chapter('首次设置：区划、运行单位、三员分立');
  const nobody = new Desk(platform.base, { login: '', label: '', password: '', otpauth: null });
  await nobody.post('/mark/legal-date', { date: '2026-09-14' });
  const token = platform.setupToken();
  await nobody.get(`/setup/${token}`);
  const { code, name, shortName } = organisations.authority;
  const { links } = await nobody.post<{ links: { kind: string; url: string }[] }>(`/setup/${token}`, { region, name: '淮安市政务数据共享平台', operator: { code, name, shortName } });
  tell.step(`一次性地址完成首次设置：${name}运行平台，签发三个链接，三员各自设置口令和动态码`, { region });
  for (const officer of officers) await takeOffice(world, officer, links.find((link) => link.kind === officer.kind)?.url ?? '');
  tell.step('系统管理员、安全管理员、审计管理员已就位：三个人，数据库约束保证不能兼任');
  await makeOrganisations(world);
  await makePeople(world);
}

const tokenOf = (url: string) => url.split('/').at(-1) ?? '';

async function takeOffice(world: World, officer: (typeof officers)[number], url: string): Promise<void> {
  const account: Account = { login: officer.login, label: officer.label, password: newPassword(), otpauth: null };
  const it = new Desk(world.platform.base, account);
  const token = tokenOf(url);
  await it.get(`/officer/${token}`);
  const { otpauth } = await it.post<{ otpauth: string }>(`/officer/${token}`, { account: account.login, name: account.label, password: account.password });
  account.otpauth = otpauth;
  await it.post(`/officer/${token}/confirm`, { code: await it.code() });
  world.desks.set(account.login, it);
}

async function makeOrganisations(world: World): Promise<void> {
  const system = desk(world, 'xitong');
  await system.logIn();
  for (const side of ['education', 'labour', 'civil'] as const) {
    const { code, name, shortName, kind } = organisations[side];
    await system.post('/organisations', { code, name, shortName, kind, region, document: '淮安市机构编制文件（演示）', profile: { office: `${shortName}政务数据共享工作机构` } });
  }
  world.tell.step(`登记机构：${organisations.education.name}、${organisations.labour.name}、${organisations.civil.name}，同级主管部门为${organisations.authority.name}（第八条、第十一条）`);
}

/** Made by the system officer, who gets a code; activated by the security officer, who gets a link: each person needs both. */
async function makePeople(world: World): Promise<void> {
  const system = desk(world, 'xitong');
  const security = desk(world, 'anquan');
  await security.logIn();
  for (const member of staff) {
    const posts = [{ org: organisations[member.side].code, post: member.post, from: '2026-09-14', to: null }];
    const { ref, once } = await system.open('account', { act: 'create', person: { account: member.login, name: member.label }, organisation: organisations[member.side].code, posts, document: '岗位任命文件（演示）' });
    const activated = await security.act('account', ref, 'activate', { posts });
    await open(world, member, activated.once?.['url'] ?? '', once?.['code'] ?? '');
  }
  await desk(world, 'shenji').logIn();
  world.tell.step(`${staff.length} 个岗位账号：系统管理员建立并发启用码，安全管理员启用并发链接，本人凭两样设置口令（第三十五条第二款）`, { accounts: staff.length });
}

async function open(world: World, member: StaffMember, url: string, code: string): Promise<void> {
  const account: Account = { login: member.login, label: member.label, password: newPassword(), otpauth: null };
  const it = new Desk(world.platform.base, account);
  await it.post(`/activate/${tokenOf(url)}`, { code, password: account.password });
  await it.firstLogIn();
  world.desks.set(account.login, it);
}

import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { applies, proposal, statements } from '../market.ts';
import { sheet } from './at-desk.ts';
import { axe, deskOf, visit } from './browser.ts';
import { browser, drivesOffice, it } from './rig.ts';

/** What is kept, restored and entered from a document: by those who answer for it. */
drivesOffice();

/** Opens a page, presses the button of its row, states what the sheet asks for, and waits for the word that it is done. */
async function decides(who: string, path: string, button: string, text: readonly [label: string, words: string] | null, send: string, done: string): Promise<void> {
  const desk = await deskOf(browser, it.town.base, it.town.client(who));
  await visit(desk, path);
  await desk.page.getByRole('button', { name: button }).first().click();
  await sheet(desk.page).waitFor();
  if (text !== null) {
    await sheet(desk.page).getByRole('button', { name: send }).click();
    await sheet(desk.page).getByText('请写明').first().waitFor();
    expect(await axe(desk.page)).toEqual([]);
    await sheet(desk.page).getByLabel(text[0]).fill(text[1]);
  }
  await sheet(desk.page).getByRole('button', { name: send }).click();
  await desk.page.getByText(done).waitFor();
  expect(await axe(desk.page)).toEqual([]);
  expect(desk.faults).toEqual([]);
  await desk.close();
}

test('records whose time has passed go by two people: the audit officer lists them, the head of the authority approves', async () => {
  const { db } = it.town.database;
  await sql`select make_partitions('2020-01-01T00:00:00+08', '2020-01-02T00:00:00+08')`.execute(db);
  await decides('platform.audit', '/officers/keeping', '编制清单…', ['理由', '保存期满三年，没有未了结的争议牵涉。'], '编制清单', '清单已编制，等主管部门负责人批准。');
  await decides('bureau.lead', '/officers/keeping', '批准处置…', null, '批准，销毁 0 条', '已处置，记入账本。');
});

test('after a restoration the security officer and the head of the authority each confirm what changed', async () => {
  await sql`insert into restored (id, backup_made_at, ledger_size, ledger_root) values (${randomUUID()}, now(), 5, ${'0'.repeat(64)})`.execute(it.town.database.ownerDb);
  for (const who of ['platform.security', 'bureau.lead']) {
    await decides(who, '/officers/keeping', '确认…', ['核对情况', '已对照另存的账本头，停用的密钥已补停。'], '确认', '已确认，记入账本。');
  }
});

test('代录: what a government decided is entered from its document, by the reviewer of the authority, who sees whose act it is: Art. 28.2', async () => {
  const { town } = it;
  const code = '11320000PDY000095T';
  await town.client('platform.system').post('/api/organisations', { code, name: '江苏省人民政府', shortName: '省政府', region: '320000', kind: 'government', document: '依文件登记' });
  const application = await applies(town, it.entries.graduates, { items: [4, 5], purpose: '全省就业监测' }, 'province');
  await town.client('education.clerk').act('application', application, 'propose', proposal({}, statements({ items: [4, 5] }) as never));
  await town.client('education.head').act('application', application, 'refuse', { category: 'duty', reasons: '不属于履行职责所需' });
  const chief = town.client('province.head');
  const ref = await chief.open('dispute', { subject: { kind: 'application', ref: application } });
  await chief.act('dispute', ref, 'open', { claim: '请予共享', grounds: '系就业促进法规定的监测职责' });
  await chief.act('dispute', ref, 'put-to-government', { record: '两次协商未果' });
  const desk = await deskOf(browser, town.base, town.client('bureau.reviewer'));
  await visit(desk, `/cases/dispute/${ref}`);
  const paper = desk.page.getByRole('region', { name: '代录江苏省人民政府来文' });
  await paper.getByText('代录：江苏省人民政府不在本平台办理').waitFor();
  expect(await axe(desk.page)).toEqual([]);
  await paper.getByRole('button', { name: '录入决定' }).click();
  await sheet(desk.page).getByRole('button', { name: '录入决定' }).click();
  await sheet(desk.page).getByText('请上传来文').first().waitFor();
  expect(await axe(desk.page)).toEqual([]);
  await sheet(desk.page).getByLabel('来文文号').fill('苏政决〔2026〕3号');
  await sheet(desk.page).getByLabel('来文日期').fill('2026-10-19');
  await sheet(desk.page).getByLabel('决定文件名称').fill('关于就业监测数据共享争议的决定');
  await sheet(desk.page).getByLabel(/^文号/).fill('苏政决〔2026〕3号');
  await sheet(desk.page).getByLabel('决定日期').fill('2026-10-19');
  await sheet(desk.page).getByLabel('文本').fill('维持原答复。');
  await sheet(desk.page).getByLabel('对所争议事项的结果').selectOption('stands');
  await sheet(desk.page).getByText('无须履行').click();
  await sheet(desk.page).locator('input[type=file]').setInputFiles({ name: '决定.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n') });
  await sheet(desk.page).getByText('决定.pdf').first().waitFor();
  await sheet(desk.page).getByRole('button', { name: '录入决定' }).click();
  await desk.page.getByText('已办：录入决定').waitFor();
  expect(await chief.state('dispute', ref)).toBe('closed');
  await desk.page.getByText('代录', { exact: true }).first().waitFor();
  expect(desk.faults).toEqual([]);
  await desk.close();
});

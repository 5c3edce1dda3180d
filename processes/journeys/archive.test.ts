import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyArchive } from '../../platform/archive/index.ts';
import { homePaths } from '../../platform/home.ts';
import { openKeys } from '../../platform/keys/index.ts';
import { keepHead } from '../../platform/ledger/index.ts';
import { agrees, applies, graduates, paper, proposal, publishes, submits } from '../../tests/market.ts';
import type { Entry } from '../../tests/market.ts';
import { town } from '../../tests/town.ts';
import type { Town } from '../../tests/town.ts';

/** 归档: a case as one file, read and checked without the platform. */
let it: Town;
let people: Entry;
let ref = '';
let folder = '';
beforeAll(async () => {
  it = await town({ today: '2026-10-12' });
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
  people = await publishes(it, graduates);
  ref = await submits(it, people, { purpose: '归档样例', items: [4, 5, 6], term: { from: '2026-10-12', to: '2028-09-30', reason: '' }, scenario: '<script>alert(1)</script>审核时核验' });
  await it.client('labour.head').act('application', ref, 'approve', { vouches: true, opinion: '职责所需', attachments: [await paper(it, 'labour.head', '职责依据 & 文件.pdf')] });
  await agrees(it, ref, { term: { from: '2026-10-12', to: '2028-09-30' } });
  await it.settle();
});
afterAll(async () => { await it.stop(); rmSync(folder, { recursive: true, force: true }); });

async function sign(): Promise<void> {
  await it.settle();
  const keys = await openKeys(it.platform.db, { home: it.home, given: undefined, embedded: true });
  await keepHead(it.platform.db, keys.signer, homePaths(it.home).headsLog, new Date());
}
async function take(who: string, of = ref): Promise<{ status: number; name: string; bytes: Uint8Array }> {
  const answer = await fetch(`${it.base}/api/archive/${of}/file`, { headers: { cookie: it.client(who).cookie } });
  return { status: answer.status, name: decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? ''), bytes: new Uint8Array(await answer.arrayBuffer()) };
}
const verified = (bytes: Uint8Array, head?: { size: number; root: string }) => {
  const file = join(folder, 'one.zip');
  writeFileSync(file, bytes);
  return verifyArchive(file, head);
};

test('a party takes the whole case as one file; it is read without the platform and holds against a head from outside', async () => {
  await sign();
  const { status, name, bytes } = await take('labour.clerk');
  expect(status).toBe(200);
  const files = unzipSync(bytes);
  const page = strFromU8(files['index.html'] as Uint8Array);
  const { number } = JSON.parse(strFromU8(files['manifest.json'] as Uint8Array)) as { number: string };
  expect(name).toBe(`归档_${number}.zip`);
  expect(['职责所需', '归档样例', '同意提出', '答复函', '申请表', '有条件共享：自收到申请之日起 10 个工作日', '职责依据 &#38; 文件.pdf', '&#60;script&#62;alert(1)', '淮安市人力资源和社会保障局·共享工作机构负责人'].filter((said) => !page.includes(said))).toEqual([]);
  expect(/<script|<img|https?:\/\/|src=/.exec(page)).toBeNull();
  for (const address of page.matchAll(/href="([^"#]+)"/g)) expect(Object.keys(files)).toContain(decodeURIComponent(address[1] as string));
  for (const line of strFromU8(files['SHA256SUMS'] as Uint8Array).trim().split('\n')) expect(createHash('sha256').update(files[line.slice(66)] as Uint8Array).digest('hex'), line).toBe(line.slice(0, 64));
  const { head } = JSON.parse(strFromU8(files['proof.json'] as Uint8Array)) as { head: { size: number; root: string } };
  const report = await verified(bytes, head);
  expect(report).toMatchObject({ ok: true, waiting: 0, againstOutside: true, problems: [] });
  expect(report.moves).toBe((await it.client('labour.clerk').get(`/api/application/${ref}`)).timeline.length);
  expect((await verified(bytes, { size: head.size, root: 'f'.repeat(64) })).problems.join()).toContain('账本曾被整体改写');
});

test('one changed word, file, paper or move is found, also where the list of digests is changed with it', async () => {
  const files = unzipSync((await take('education.head')).bytes);
  const changed = async (alter: (files: Record<string, Uint8Array>) => void, relist = false) => {
    const copy = { ...files };
    alter(copy);
    if (relist) relisted(copy);
    return (await verified(zipSync(copy))).problems.join('\n');
  };
  const replace = (name: string, from: string, to: string) => (copy: Record<string, Uint8Array>) => {
    const text = strFromU8(copy[name] as Uint8Array);
    expect([name, text.includes(from)]).toEqual([name, true]);
    copy[name] = strToU8(text.replaceAll(from, to));
  };
  const [attachment, letter] = [Object.keys(files).find((name) => name.startsWith('attachments/')) as string, Object.keys(files).find((name) => name.includes('答复函') && name.endsWith('.json')) as string];
  expect(await changed((copy) => { copy[attachment] = strToU8('other'); })).toContain('与清单的摘要不符');
  expect(await changed((copy) => { delete copy[attachment]; })).toContain('缺少文件');
  expect(await changed((copy) => { delete copy[attachment]; }, true)).toContain('的附件不在归档包中');
  expect(await changed((copy) => { copy['attachments/999-x.pdf'] = strToU8('x'); })).toContain('是后来添加的');
  expect(await changed(replace('case.json', '职责所需', '职责以外'), true)).toContain('办理记录已被改动');
  expect(await changed(replace(letter, '特此函复', '特此告知'), true)).toContain('文书');
  expect(await changed(replace('proof.json', '"act\\":\\"approve', '"act\\":\\"return'), true)).toContain('与账本头不符');
  expect(await changed(() => undefined)).toBe('');
  await expect(verified(strToU8('not a zip'))).rejects.toThrow('不是可以读取的归档包');
  await expect(verified(zipSync({ 'a.txt': strToU8('a') }))).rejects.toThrow('缺少 manifest.json');
});

/** Makes list and digests fit what lies there, as a forger would. */
function relisted(files: Record<string, Uint8Array>): void {
  const digest = (name: string) => createHash('sha256').update(files[name] as Uint8Array).digest('hex');
  const manifest = JSON.parse(strFromU8(files['manifest.json'] as Uint8Array)) as { files: { path: string; sha256: string }[] };
  manifest.files = manifest.files.filter((one) => files[one.path]).map((one) => ({ ...one, sha256: digest(one.path) }));
  files['manifest.json'] = strToU8(JSON.stringify(manifest));
  files['SHA256SUMS'] = strToU8(['manifest.json', ...manifest.files.map((one) => one.path)].map((name) => `${digest(name)}  ${name}\n`).join(''));
}

test('it is there for the parties alone, of each what it may see; each one given is in the access log and in the ledger', async () => {
  expect((await take('civil.clerk')).status).toBe(404);
  expect((await it.client('civil.clerk').ask('GET', `/api/archive/${ref}`)).status).toBe(404);
  expect((await take('education.operator')).status).toBe(403);
  const own = await take('education.clerk');
  await sign();
  const summary = await it.client('labour.clerk').get(`/api/archive/${ref}`);
  expect(summary).toMatchObject({ open: false, papers: 2, attachments: 1, waiting: 0, tooLarge: false });
  await it.client('platform.audit').get('/api/audit/access'); // writes what waits
  const looks = await it.platform.db.selectFrom('accessLog').select(['result']).where('object', '=', `/api/archive/${ref}/file`).where('act', '=', '下载整案归档包').execute();
  expect(looks.map((one) => one.result).sort()).toEqual(['CASE_NOT_FOUND', 'POST_MAY_NOT', 'ok', 'ok', 'ok']);
  const entries = await it.platform.db.selectFrom('ledgerEntry').select('body').where('kind', '=', 'archive').where('subject', '=', ref).execute();
  const digest = createHash('sha256').update(unzipSync(own.bytes)['manifest.json'] as Uint8Array).digest('hex');
  expect(entries.map((one) => (JSON.parse(one.body) as { digest: string }).digest)).toContain(digest);
});

test('a file that is no longer what its digest says is left out and named; the rest leaves all the same', async () => {
  const row = await it.platform.db.selectFrom('attachment').select('sha256').where('caseId', '=', ref.slice(7)).executeTakeFirstOrThrow();
  const path = join(homePaths(it.home).objects, row.sha256.slice(0, 2), row.sha256.slice(2, 4), row.sha256);
  expect(readdirSync(join(path, '..'))).toHaveLength(1);
  const before = readFileSync(path);
  writeFileSync(path, Buffer.concat([before, Buffer.from(' ')]));
  const { bytes } = await take('labour.clerk');
  writeFileSync(path, before);
  expect(Object.keys(unzipSync(bytes)).filter((name) => name.startsWith('attachments/'))).toEqual([]);
  expect(strFromU8(unzipSync(bytes)['index.html'] as Uint8Array)).toContain('与存证的摘要不一致');
  expect((await verified(bytes)).problems).toEqual([expect.stringContaining('未收入')]);
});

test('what one side keeps to itself is in its own archive alone; the other’s still shows that it was done; a case still open says so', async () => {
  const open = await applies(it, people, { purpose: '内部环节样例', items: [4], term: { from: '2026-10-12', to: '2028-09-30', reason: '' } });
  await it.client('education.clerk').act('application', open, 'propose', { ...proposal({ perItem: [{ item: 4, decision: 'agree', category: null, reason: '', basis: [] }], term: { from: '2026-10-12', to: '2028-09-30' } }), opinion: '内部意见一则' });
  await sign();
  const [mine, theirs] = [await take('education.head', open), await take('labour.head', open)];
  const said = ({ bytes }: { bytes: Uint8Array }) => Object.values(unzipSync(bytes)).map((file) => strFromU8(file)).join().includes('内部意见一则');
  expect([said(mine), said(theirs)]).toEqual([true, false]);
  expect([(await verified(mine.bytes)).withheld, (await verified(theirs.bytes)).withheld]).toEqual([0, 1]);
  expect((await verified(theirs.bytes)).ok).toBe(true);
  expect(strFromU8(unzipSync(theirs.bytes)['index.html'] as Uint8Array)).toContain('本事项尚未办结');
});

test('a draft has nothing to archive', async () => {
  const draft = await it.client('labour.clerk').open('application', { entryRegion: people.region, entry: people.id });
  expect((await it.client('labour.clerk').ask('GET', `/api/archive/${draft}/file`)).body.code).toBe('ARCHIVE_DRAFT');
});

test('an archivist checks it with a shell, sha256sum and openssl alone, as the archive itself says how', async () => {
  const files = unzipSync((await take('labour.clerk')).bytes);
  const unpacked = join(folder, 'unpacked');
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(join(unpacked, name, '..'), { recursive: true });
    writeFileSync(join(unpacked, name), bytes);
  }
  const [signature = '', , ...rest] = strFromU8(files['README.txt'] as Uint8Array).split('\n').filter((line) => line.startsWith('    ')).map((line) => line.slice(4));
  const [loop, papers] = [rest.slice(0, rest.findIndex((line) => line.startsWith('done'))  + 1).join('\n'), rest.find((line) => line.startsWith('for f in papers')) ?? ''];
  const shell = (script: string) => execFileSync('bash', ['-c', script], { cwd: unpacked, encoding: 'utf8' }).trim().split('\n');
  expect(shell('sha256sum -c --quiet SHA256SUMS && echo all')).toEqual(['all']);
  const [head, proof] = [JSON.parse(strFromU8(files['proof/head.txt'] as Uint8Array)) as { root: string; size: number }, JSON.parse(strFromU8(files['proof.json'] as Uint8Array)) as { entries: { seq: number }[] }];
  expect(shell(loop)).toEqual(proof.entries.map((entry) => `${entry.seq} ${head.root}`));
  expect(shell(papers)).toEqual(Object.keys(files).filter((name) => name.startsWith('papers/') && name.endsWith('.json')).map(() => '1'));
  const [text, key, signed] = ['head.txt', 'head.pem', 'head.sig'].map((name) => Buffer.from(files[`proof/${name}`] as Uint8Array)) as [Buffer, Buffer, Buffer];
  expect(verify(null, text, createPublicKey(key), signed)).toBe(true);
  if (spawnSync('openssl', ['version']).error === undefined) expect(shell(signature).join()).toMatch(/Verified Successfully/); // the same again, where the machine has it
  const relisted = { ...files, 'proof/entries.txt': strToU8(strFromU8(files['proof/entries.txt'] as Uint8Array).replace('approve', 'return')) };
  expect((await verified(zipSync(relisted))).problems.join()).toContain('proof/entries.txt 与 proof.json 不一致');
});

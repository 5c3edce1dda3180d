import { randomBytes } from 'node:crypto';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishes, submits, universities } from './market.ts';
import { town } from './town.ts';
import type { Town } from './town.ts';

/** Files from outside, through HTTP: names that would lead elsewhere, kinds that are not what they say, bodies that break off. */
let it: Town;
beforeAll(async () => { it = await town({ today: '2026-10-12' }); });
afterAll(() => it.stop());

const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n'), randomBytes(64), Buffer.from('\ntrailer<<>>\n%%EOF\n')]);
const boundary = 'x-shuqiao-boundary';
const part = (name: string | Buffer, content: Buffer, field = 'file') => Buffer.concat([
  Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="`), Buffer.from(name as string), Buffer.from('"\r\ncontent-type: application/pdf\r\n\r\n'), content, Buffer.from('\r\n'),
]);
const end = Buffer.from(`--${boundary}--\r\n`);
async function send(body: Buffer, who = 'labour.clerk', type = `multipart/form-data; boundary=${boundary}`): Promise<{ status: number; body: Record<string, string> }> {
  const answer = await fetch(`${it.base}/api/attachments`, { method: 'POST', headers: { 'x-shuqiao': '1', 'idempotency-key': crypto.randomUUID(), cookie: it.client(who).cookie, 'content-type': type }, body: new Uint8Array(body) });
  const text = await answer.text();
  return { status: answer.status, body: JSON.parse(text) as Record<string, string> };
}
const upload = (name: string | Buffer, content = pdf) => send(Buffer.concat([part(name, content), end]));
/** Everything that lies in the home, by its path. */
const files = (folder = it.home): string[] => readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? files(join(folder, one.name)) : [join(folder, one.name)]));

test('a file goes with a move to the parties of the case, and to nobody else; whoever did not send it cannot attach it', async () => {
  const { status, body } = await upload('测算说明.pdf');
  expect([status, body['name'], body['media']]).toEqual([200, '测算说明.pdf', 'application/pdf']);
  const path = `/api/attachments/${body['region']}/${body['id']}`;
  expect((await it.client('labour.head').ask('GET', path)).status).toBe(404);
  const entry = await publishes(it, universities);
  const ref = await submits(it, entry, { items: [1, 2], purpose: '附件样例', term: { from: '2026-10-12', to: '2027-09-30', reason: '' } });
  expect((await it.client('labour.head').tries('application', ref, 'comment', { opinion: '见附件', attachments: [body['id']] })).body.code).toBe('ATTACHMENT_FOREIGN');
  await it.client('labour.clerk').act('application', ref, 'comment', { opinion: '见附件', attachments: [body['id']] });
  const given = await fetch(`${it.base}${path}`, { headers: { cookie: it.client('labour.head').cookie } });
  expect([given.status, Buffer.from(await given.arrayBuffer()).equals(pdf), given.headers.get('content-disposition')?.startsWith('attachment'), given.headers.get('x-content-type-options')]).toEqual([200, true, true, 'nosniff']);
  for (const who of ['civil.clerk', 'education.clerk']) expect((await it.client(who).ask('GET', path)).status, who).toBe(404); // a draft is the department's own
  expect((await it.client('labour.clerk').tries('application', ref, 'comment', { opinion: '再附', attachments: [body['id']] })).body.code).toBe('ATTACHMENT_FOREIGN');
});

test('no name leads out of the store or breaks a header', async () => {
  const before = new Set(files());
  const names: (string | Buffer)[] = ['../../../../etc/passwd.pdf', '..\\..\\windows\\x.pdf', '/etc/cron.d/x.pdf', 'a\u0000b.pdf', '\u202Efdp.exe', 'CON.pdf', '.pdf', ' ', '', '名'.repeat(400) + '.pdf', 'x%2f..%2fy.pdf', "';drop table attachment;--.pdf", '<img src=x onerror=alert(1)>.pdf', Buffer.from([0xca, 0xfd, 0xbe, 0xdd, 0x2e, 0x70, 0x64, 0x66]), '=cmd|calc.pdf'];
  for (const name of names) {
    const { status, body } = await upload(name);
    expect([String(name), status < 500]).toEqual([String(name), true]);
    if (status !== 200) expect(body['message']).toEqual(expect.any(String));
    else {
      expect(body['name']).not.toMatch(/[\\/\u0000-\u001f\u202a-\u202e]/u);
      expect(body['name']?.length).toBeLessThanOrEqual(200);
      const given = await fetch(`${it.base}/api/attachments/${body['region']}/${body['id']}`, { headers: { cookie: it.client('labour.clerk').cookie } });
      expect([given.status, given.headers.get('content-disposition')?.includes('\n')]).toEqual([200, false]);
      await given.arrayBuffer();
    }
  }
  const added = files().filter((file) => !before.has(file) && !file.endsWith('.log'));
  expect(added.filter((file) => !file.startsWith(join(it.home, 'objects')))).toEqual([]);
});

test('what a file is decides, not what it says: programs, pages, nothing at all, and 21 MB are refused', async () => {
  for (const [what, content] of Object.entries({ program: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(256, 1)]), elf: Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), Buffer.alloc(256)]), page: Buffer.from('<!doctype html><script>alert(1)</script>'), nothing: Buffer.alloc(0) })) {
    const { status, body } = await upload(`${what}.pdf`, content);
    expect([what, status]).toEqual([what, 400]);
    expect(body['code']).toMatch(/^ATTACHMENT_/);
  }
  const large = await upload('large.pdf', Buffer.concat([pdf, Buffer.alloc(21 * 1024 * 1024, 0x20)])).catch(() => ({ status: 413, body: { code: 'ATTACHMENT_TOO_LARGE' } })); // the line may be cut before it is all sent
  expect([large.status, large.body['code']]).toEqual([413, 'ATTACHMENT_TOO_LARGE']);
});

test('bodies that are no form, hold no file, or break off: a plain refusal, and the server goes on with nothing left over', async () => {
  const odd: [string, Buffer, string?][] = [
    ['no boundary', Buffer.concat([part('a.pdf', pdf), end]), 'multipart/form-data'], ['another boundary', Buffer.concat([part('a.pdf', pdf), end]), 'multipart/form-data; boundary=other'],
    ['no end', part('a.pdf', pdf)], ['no file', Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="x"\r\n\r\n1\r\n--${boundary}--\r\n`)], ['empty', Buffer.alloc(0)], ['json', Buffer.from('{}'), 'application/json'],
    ['many fields', Buffer.concat([...Array.from({ length: 300 }, (_, n) => Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="f${n}"\r\n\r\n${'x'.repeat(1_000)}\r\n`)), part('a.pdf', pdf), end])],
    ['prototype', Buffer.concat([part('a.pdf', pdf, '__proto__'), end])], ['noise', randomBytes(10_000)],
  ];
  for (const [what, body, type] of odd) {
    const answer = await send(body, 'labour.clerk', type);
    expect([what, answer.status >= 400 && answer.status < 500 ? 'refused' : answer.status, typeof answer.body['message']], what).toEqual([what, 'refused', 'string']);
  }
  const { hostname, port } = new URL(it.base);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`POST /api/attachments HTTP/1.1\r\nhost: x\r\nx-shuqiao: 1\r\ncookie: ${it.client('labour.clerk').cookie}\r\ncontent-type: multipart/form-data; boundary=${boundary}\r\ncontent-length: 100000\r\n\r\n`);
      socket.write(part('half.pdf', pdf), () => { socket.destroy(); resolve(); });
    });
  });
  expect((await upload('after.pdf')).status).toBe(200);
});

test('bytes that were changed in the store are not handed out', async () => {
  const { body } = await upload('完整.pdf', Buffer.concat([pdf, Buffer.from('完整')]));
  const stored = files(join(it.home, 'objects')).find((file) => file.replaceAll('/', '').endsWith((body['sha256'] as string).slice(-20)));
  expect(statSync(stored as string).mode & 0o077).toBe(0);
  writeFileSync(stored as string, 'altered');
  const refused = await it.client('labour.clerk').ask('GET', `/api/attachments/${body['region']}/${body['id']}`);
  expect([refused.status < 600, refused.body.code]).toEqual([true, 'ATTACHMENT_DAMAGED']);
});

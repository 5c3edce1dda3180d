import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformWithOxc } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../platform/project.ts';
import { doors, exampleOf, languages, type Language } from '../sdk/examples/index.ts';
import { tokenFor, type WireKey } from '../plane/client.fixture.ts';
import { graduates, publishes } from './market.ts';
import { town, type Town } from './town.ts';
import type { Door, Holder } from '../sdk/examples/template.ts';

/**
 * The examples of the page 领用凭据, run as their readers would. `npm test` needs Node alone and runs what is for Node; the
 * others ran when `npm run test:examples` wrote docs/examples-run.json, and one that was changed since fails here.
 */
const foreign = process.env['SHUQIAO_EXAMPLES'] === 'all';
const kept = join(projectRoot, 'docs', 'examples-run.json');
const all = (Object.keys(languages) as Language[]).flatMap((language) => (Object.keys(doors) as Door[]).map((door) => ({ language, door })));
const digest = ({ language, door }: { language: Language; door: Door }) => createHash('sha256').update(exampleOf(language, door, { base: 'https://gateway.example', rid: 'r', sid: 's', query: { id: '1', 姓名: '虚"\'构' } })).digest('hex');
const digests = Object.fromEntries(all.map((one) => [`${one.language} ${one.door}`, digest(one)]));

let it: Town;
let key: WireKey;
let known = '';
let folder = '';
beforeAll(async () => {
  it = await town({ today: '2026-10-12', roles: 'console,gateway,jobs' });
  folder = mkdtempSync(join(tmpdir(), 'examples-'));
  const entry = await publishes(it, graduates);
  const { sandbox, once } = await it.client('labour.clerk').post('/api/sandboxes', { entryRegion: entry.region, entry: entry.id, serviceKind: 'query' });
  key = once;
  known = sandbox.sample[0][sandbox.items.findIndex((item: { field: string }) => item.field === 'id_number')];
  for (let n = 0; n < 60 && (await tokenFor(it.base, key)).token === undefined; n += 1) await new Promise((resolve) => setTimeout(resolve, 50));
});
afterAll(async () => {
  await it.stop();
  rmSync(folder, { recursive: true, force: true });
});

const commands: Readonly<Record<Language, readonly string[]>> = { curl: ['bash', 'call.sh'], typescript: [process.execPath, 'call.mjs'], java: ['java', 'Call.java'], python: ['python3', 'call.py'] };

async function run(language: Language, door: Door, holder: Partial<Holder> = {}, secret = key.appKey): Promise<{ code: number; out: string; err: string }> {
  const text = exampleOf(language, door, { base: it.base, rid: key.rid, sid: key.sid, query: { id_number: known }, ...holder });
  expect(text).not.toContain(key.appKey);
  const [command = '', file = ''] = commands[language];
  writeFileSync(join(folder, file), language === 'typescript' ? (await transformWithOxc(text, 'call.ts', { lang: 'ts' })).code : text);
  return new Promise((resolve) => {
    execFile(command, [file], { cwd: folder, encoding: 'utf8', timeout: 55_000, env: { PATH: process.env['PATH'], SHUQIAO_APP_KEY: secret, LANG: 'C.UTF-8' } }, (error, out, err) => resolve({ code: error === null ? 0 : 1, out, err }));
  });
}

describe.each(all.filter(({ language }) => foreign || language === 'typescript'))('$language at the door $door', ({ language, door }) => {
  test('asks and prints what the service answers', async () => {
    const { code, out, err } = await run(language, door);
    expect([code, err]).toEqual([0, '']);
    const answer = JSON.parse(out) as { data: object[] } | object[];
    expect(Array.isArray(answer) ? answer : answer.data).toEqual([expect.objectContaining({ id_number: known })]);
  });

  test('says why where it is refused: a wrong secret, a missing key', async () => {
    for (const { code, out, err } of [await run(language, door, {}, 'f'.repeat(32)), await run(language, door, { query: {} })]) expect([code, out, /[一-龥]/.test(err) || language === 'java']).toEqual([1, '', true]);
  });

  test('values with quotes, spaces and Chinese stay values', async () => {
    const { code, out, err } = await run(language, door, { query: { id_number: `a'b"c $HOME \\ 虚构` } });
    expect([code, err]).toEqual([0, '']);
    expect(JSON.stringify(JSON.parse(out))).toMatch(/^\[\]$|"data":\[\]/);
  });
});

test('every example ran against a real gateway as it stands now', () => {
  if (foreign) writeFileSync(kept, `${JSON.stringify({ by: 'npm run test:examples', ran: digests }, null, 2)}\n`);
  expect(existsSync(kept) && (JSON.parse(readFileSync(kept, 'utf8')) as { ran: object }).ran, 'an example changed: run `npm run test:examples`').toEqual(digests);
});

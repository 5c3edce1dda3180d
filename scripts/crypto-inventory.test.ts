import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { purposes } from '../platform/keys/index.ts';
import { projectRoot } from '../platform/project.ts';

/**
 * docs/crypto.md is what an assessor of cryptography (密评) reads. Its tables name an algorithm and the files that use it; here
 * the code is asked the same. A new use fails until it stands there with its reason.
 */
const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');
const inventory = read('docs/crypto.md');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.mjs', '*.sql'], { cwd: projectRoot, encoding: 'utf8' }).split('\n')
  .filter((file) => file !== '' && !/\.test\.tsx?$|\.(fixture|conformance|testing)\.ts$|(^|\/)testing(-\w+)?\.ts$|^(tests|bench|docs)\/|^platform\/postgres\/schema\.(ts|sql)$|^law\/(regulation|articles)\.ts$/.test(file));

/** What in a file is a use of what; by the first group where there is one. */
const uses: readonly (readonly [RegExp, (name: string) => string])[] = [
  [/\b(?:createHash|hash)\('([\w-]+)'/g, (name) => name],
  [/\bcreateHmac\('([\w-]+)'/g, (name) => `hmac-${name}`],
  [/\b(?:hmacOf|keyedDigest)\(/g, () => 'hmac-sha256'],
  [/\bcreate(?:Cipher|Decipher)iv\('([\w-]+)'/g, (name) => name],
  [/\bhkdfSync\('([\w-]+)'/g, (name) => `hkdf-${name}`],
  [/\bgenerateKeyPairSync\('([\w-]+)'/g, (name) => name],
  [/\b(?:sign|verify)\(null,/g, () => 'ed25519'],
  [/from '@node-rs\/argon2'/g, () => 'argon2id'],
  [/from 'otpauth'/g, () => 'totp-sha1'],
  [/\b(?:randomBytes|randomFillSync|randomUUID|randomInt|getRandomValues)\(/g, () => 'random'],
  [/minVersion: '|rejectUnauthorized:/g, () => 'tls'],
  [/openssl dgst -(sha1)\b|openssl enc -d -(aes-128-ecb)|openssl dgst -(sha256) -hmac/g, (name) => (name === 'sha256' ? 'hmac-sha256' : name)],
  [/(?:^|[^\w.'])(sha256|md5|sha512|digest|crypt|gen_random_uuid|gen_random_bytes)\((?=[^)]*(?:::bytea|\$\{pads|convert_to))/g, (name) => `${name} (sql)`],
];

function usedIn(file: string): ReadonlySet<string> {
  const text = read(file);
  return new Set(uses.flatMap(([pattern, named]) => [...text.matchAll(pattern)].map((found) => named(found.slice(1).find(Boolean) ?? ''))));
}

interface Stated { readonly algorithm: string; readonly place: string }

/** Rows `| \`algorithm\` | … \`file\` \`folder/\` … |` of the inventory. */
function stated(): readonly Stated[] {
  return inventory.split('\n').flatMap((line) => {
    const [, algorithm = '', rest = ''] = /^\| `([^`]+)` \|(.*)$/.exec(line) ?? [];
    return [...rest.matchAll(/`([\w./-]+(?:\.(?:ts|tsx|mjs|sql)|\/))`/g)].map(([, place = '']) => ({ algorithm, place }));
  });
}

const covers = ({ place }: Stated, file: string): boolean => (place.endsWith('/') ? file.startsWith(place) : file === place);

test('every use of an algorithm stands in docs/crypto.md with its file or folder, and nothing stands there that is not used', () => {
  const used = files.flatMap((file) => [...usedIn(file)].map((algorithm) => ({ algorithm, file })));
  const rows = stated();
  const missing = used.filter(({ algorithm, file }) => !rows.some((row) => row.algorithm === algorithm && covers(row, file)));
  expect(missing, 'Add it to the table of its algorithm in docs/crypto.md, with what it is for.').toEqual([]);
  const stale = rows.filter((row) => !used.some(({ algorithm, file }) => row.algorithm === algorithm && covers(row, file)));
  expect(stale, 'Nothing there uses it any more: take it out of docs/crypto.md.').toEqual([]);
});

/** Names of node:crypto that this test knows how to read; another one needs a pattern above. */
const known = new Set(['createHash', 'hash', 'createHmac', 'createCipheriv', 'createDecipheriv', 'hkdfSync', 'generateKeyPairSync', 'createPrivateKey', 'createPublicKey', 'sign', 'verify', 'randomBytes', 'randomFillSync', 'randomUUID', 'timingSafeEqual', 'KeyObject', 'X509Certificate']);

test('no function of node:crypto is used that the inventory cannot see', () => {
  const strange = files.flatMap((file) => [...read(file).matchAll(/import\s+(?:type\s+)?(.+?)\s+from\s+'(?:node:)?crypto'/g)].flatMap(([, names = '']) => {
    const each = names.startsWith('{') ? names.slice(1, -1).split(',').map((name) => name.trim().split(' as ')[0] ?? '') : [names];
    return each.filter((name) => name !== '' && !known.has(name)).map((name) => `${file}: ${name}`);
  }));
  expect(strange).toEqual([]);
});

test('everything that is sealed under the master key is named', () => {
  expect(purposes.filter((purpose) => !inventory.includes(`\`${purpose}\``))).toEqual([]);
});

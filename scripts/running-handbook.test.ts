import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archiveCommands } from '../operate/commands/archive.ts';
import { databaseCommands } from '../operate/commands/database.ts';
import { documentCommands } from '../operate/commands/documents.ts';
import { keyCommands } from '../operate/commands/keys.ts';
import { lawCommands } from '../operate/commands/law.ts';
import { ledgerCommands } from '../operate/commands/ledger.ts';
import { officerCommands } from '../operate/commands/officers.ts';
import { partsOf } from '../operate/serve/health.ts';
import { projectRoot } from '../platform/project.ts';

/** What whoever runs the platform is told in Chinese, and in English, is what the program has: variables, commands, metrics, parts. */
const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');
const [handbook, manual] = [read('docs/handbook/running.md'), read('docs/operating.md')];
const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? '');

test('every variable of the manual stands in the handbook, and none that is not read', () => {
  const named = (text: string) => [...new Set([...text.matchAll(/`((?:SHUQIAO|DATABASE|TLS)_[A-Z_]+|PORT|HOST|TRUST_PROXY|INSECURE_HTTP)`/g)].map(([, name]) => name ?? ''))].sort();
  const table = manual.slice(manual.indexOf('### Environment'), manual.indexOf('### The home'));
  expect(named(handbook)).toEqual(named(table));
});

test('every command is there by its name, and each that is named is one', () => {
  const all = [...lawCommands, ...ledgerCommands, ...archiveCommands, ...documentCommands, ...databaseCommands, ...officerCommands, ...keyCommands].map((command) => command.name).sort();
  const rows = handbook.slice(handbook.indexOf('## 全部命令')).split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split(' | ')[0] ?? '');
  expect(rows.flatMap((row) => quoted(row.replaceAll('\\|', ','))).map((text) => text.split(' ').slice(0, 2).join(' ')).sort()).toEqual(all);
  for (const [, typed = ''] of `${handbook}${manual}`.matchAll(/npm run shuqiao -- ([a-z]+ [a-z]+)/g)) expect(all).toContain(typed);
});

test('every metric that a handbook or the manual names is one of the program', () => {
  const made = execFileSync('git', ['grep', '-hoE', "'(shuqiao|nodejs|process)_[a-z_]+'", '--', 'operate', 'platform', 'plane', 'processes'], { cwd: projectRoot, encoding: 'utf8' });
  const named = [...`${handbook}${manual}${read('docs/security.md')}`.matchAll(/`?\b((?:shuqiao|nodejs|process)_[a-z_]+)\b/g)].map(([, name]) => name ?? '').filter((name) => !/^shuqiao_(owner|app)$/.test(name));
  expect(named.length).toBeGreaterThan(15);
  expect([...new Set(named)].filter((name) => !made.includes(`'${name}'`))).toEqual([]);
});

test('every part of health is explained', () => {
  const standing = { outboxOldestSeconds: 0, outboxFailed: 0, ledgerPending: 0, headAgeSeconds: 0, unsignedSeconds: 0, sweepBehindDays: 0, partitionsAheadDays: 70, resources: {} };
  const gateway = { open: true, why: undefined, grants: 0, refused: 1, refusedBindings: 0, waiting: 0, unshippedBytes: 0, fault: null, providers: { up: 0, down: 0 }, pools: [] };
  const parts = partsOf({ config: { diskLeastBytes: 1, recordsMaxBytes: 1 }, disk: { low: false, freeBytes: 2, totalBytes: 3, at: Date.now() }, drift: { aheadMs: 0, withinMs: 1, at: Date.now(), missed: false }, gateway, standing });
  for (const { name } of parts) expect(handbook).toContain(`\`${name}\` `);
  expect(parts.length).toBeGreaterThan(8);
});

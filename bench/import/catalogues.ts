import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { projectRoot } from '../../platform/project.ts';
import type { EntryBody, EntryItem } from '../../processes/catalog/contract.ts';
import { universities } from '../../processes/catalog/samples.testing.ts';

/** Three real catalogues (data/catalogs) as entries of the platform: names, summaries, cycles and fields are theirs, all else is one sample's. */

const text = (file: string): string => gunzipSync(readFileSync(join(projectRoot, 'data/catalogs', file))).toString('utf8');

interface Resource { readonly name: string; readonly attributes: readonly { readonly id: string; readonly type: string; readonly notes: string | null }[] }
interface DataSet { readonly title: string; readonly excerpt: string | null; readonly refresh_rate: string; readonly resources: readonly Resource[] }

/** Every entry once, under a name of its own. */
export function realEntries(): EntryBody[] {
  const toronto = (JSON.parse(text('toronto-datasets.json.gz')) as readonly DataSet[]).flatMap((one) => one.resources.map((resource) => entry(`${one.title} ${resource.name}`, one.excerpt ?? '', one.refresh_rate, resource.attributes)));
  const hk = records(text('hk-datasets-2018.csv.gz')).map((one) => entry(one['Name'] ?? '', one['Description'] ?? '', one['Update Frequency'] ?? '', []));
  const china = records(text('firstdata-china.csv.gz')).map((one) => entry(one['name_zh'] ?? '', one['description_zh'] ?? '', one['update_frequency'] ?? '', (one['data_content_zh'] ?? '').split(/[；、]/).map((name, n) => ({ id: `item_${n + 1}`, type: 'text', notes: name }))));
  return [...new Map([...china, ...hk, ...toronto].filter((one) => one.name.length >= 2).map((one) => [one.name, one])).values()];
}

/** Of each so many items, where there are many entries: a workbook may have 20 MB. */
const fewItems = 4;

/** The same with few items, again and again under further names, until there are so many. */
export function entriesUpTo(count: number): EntryBody[] {
  const real = realEntries().map((one) => ({ ...one, items: one.items.slice(0, fewItems) }));
  return Array.from({ length: count }, (_, n) => {
    const one = real[n % real.length] as EntryBody;
    const round = Math.floor(n / real.length);
    return round === 0 ? one : { ...one, name: `${one.name.slice(0, 80)}（之${round}）${n}号` };
  });
}

const cycles: readonly (readonly [RegExp, string])[] = [[/real|minute|hour/i, 'realtime'], [/dai|day/i, 'daily'], [/week/i, 'weekly'], [/month/i, 'monthly'], [/quarter/i, 'quarterly'], [/year|annual/i, 'yearly']];
const types: Readonly<Record<string, string>> = { int: 'I', float: 'N', date: 'D', timestamp: 'T' };
const flat = (words: string): string => words.replace(/\s+/g, ' ').trim();

function entry(name: string, summary: string, cycle: string, fields: Resource['attributes']): EntryBody {
  const said = flat(summary);
  return {
    ...universities, name: flat(name).slice(0, 100), summary: (said.length < 20 ? `${said}（原目录没有更多说明，此处补足字数）` : said).slice(0, 500),
    updateCycle: cycles.find(([words]) => words.test(cycle))?.[1] ?? 'irregular', items: itemsOf(fields),
  };
}

function itemsOf(fields: Resource['attributes']): EntryItem[] {
  const [plain] = universities.items as [EntryItem];
  const known = new Map<string, EntryItem>([['record_id', { ...plain, name: '记录编号', field: 'record_id' }]]);
  for (const { id, type, notes } of fields) {
    const field = id.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=[0-9])/, '_').slice(0, 60);
    if (field === '' || known.has(field.toLowerCase()) || /^page(size)?$/i.test(field)) continue;
    const label = flat(notes ?? '').slice(0, 40);
    known.set(field.toLowerCase(), { ...plain, name: `${label === '' ? '' : `${label} `}${field}`.slice(0, 100), field, type: types[type] ?? 'C', length: null, key: false, nullable: true });
  }
  return [...known.values()].map((item, n) => ({ ...item, n: n + 1 }));
}

/** A CSV file with quotes and line breaks in its cells. */
function records(csv: string): Readonly<Record<string, string>>[] {
  const rows: string[][] = [[]];
  for (const [, comma, end, quoted, bare] of csv.replace(/^\uFEFF/, '').matchAll(/(?:(,)|(\r?\n)|"((?:[^"]|"")*)"|([^,"\r\n]+))/g)) {
    const row = rows.at(-1) as string[];
    if (end !== undefined) rows.push([]);
    else if (comma !== undefined) row.push('');
    else if (row.length === 0) row.push((quoted ?? bare ?? '').replaceAll('""', '"'));
    else row[row.length - 1] = (quoted ?? bare ?? '').replaceAll('""', '"');
  }
  const [names = [], ...all] = rows;
  return all.filter((row) => row.length > 1).map((row) => Object.fromEntries(row.map((value, n) => [names[n] ?? '', value])));
}

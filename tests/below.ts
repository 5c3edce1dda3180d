import { organisations } from './town.ts';
import { publishes, universities, type Entry, type EntryBody } from './market.ts';
import type { ProviderDatabase } from './provider.ts';
import type { Settled, Town } from './town.ts';

/** A province and what lies below it, for reflux (Art. 24): 省教育厅 holds pupils of the whole province; 南通市, and 崇川区 within it. */
export const below = {
  upper: { code: '11320000PDY000061R', name: '江苏省教育厅', shortName: '省教育厅', kind: 'department', region: '320000', authority: organisations.province.code },
  citybureau: { code: '11320600PDY000062C', name: '南通市数据局', shortName: '市数据局', kind: 'authority', region: '320600' },
  nantong: { code: '11320600PDY000063F', name: '南通市教育局', shortName: '市教育局', kind: 'department', region: '320600', authority: '11320600PDY000062C' },
  chongchuan: { code: '11320613PDY000064L', name: '南通市崇川区教育体育局', shortName: '崇川区教体局', kind: 'department', region: '320613', authority: '11320600PDY000062C' },
} as const satisfies Record<string, Settled>;

/** Pupils with the region code of where they live: of 2019, 2021 and 2023, of townships, and some that no list has. */
export const pupilCodes: readonly (readonly [code: string | null, rows: number])[] = [
  ['320602', 4], ['320611', 3], ['320613', 5], ['320613006', 2], // 崇川区: two former districts, itself, a street of it
  ['320684', 6], ['320614', 4], ['320614100000', 1], // 海门市, since 2020 海门区, a town of it
  ['320685', 2], ['320600', 1], // another county of 南通, the city itself
  ['320803', 7], ['320116', 3], // elsewhere in the province
  ['329999', 2], ['南通', 1], [null, 3], // no code
];
export const rowsIn = (...codes: readonly string[]): number => pupilCodes.filter(([code]) => code !== null && codes.includes(code.slice(0, 6))).reduce((sum, [, rows]) => sum + rows, 0);
/** Of the city: all that today lies in 南通. */
export const nantongRows = rowsIn('320602', '320611', '320613', '320684', '320614', '320685', '320600');
export const chongchuanRows = rowsIn('320602', '320611', '320613');

const item = (n: number, name: string, field: string, more: object = {}) => ({ n, name, field, type: 'C', length: 20, nullable: true, codeSet: null, sensitivity: 'none', personal: 'none', identifier: null, grade: 'general-1', note: '', key: false, ...more });

export const pupils = {
  ...universities, name: '中小学学籍信息', classCode: '303011', summary: '全省中小学在校生的学籍号、姓氏首字和居住地区划代码。演示数据为虚构。',
  items: [item(1, '学籍号', 'pupil_id', { key: true, nullable: false }), item(2, '学校名称', 'school', { length: 100 }), item(3, '年级', 'grade_name'), item(4, '居住地行政区划代码', 'area_code', { length: 12 })],
} as unknown as EntryBody;

/** Published by 省教育厅, bound to a table of its database with the region column. */
export async function pupilsOf(town: Town, provider: ProviderDatabase): Promise<Entry> {
  const entry = await publishes(town, pupils, {}, 'upper', {}, 'province.reviewer');
  const values = pupilCodes.flatMap(([code, rows], at) => Array.from({ length: rows }, (_, n) => `('P${String(at).padStart(2, '0')}${String(n).padStart(3, '0')}', '虚构小学', '三年级', ${code === null ? 'null' : `'${code}'`})`));
  await provider.query(`create table share.pupil (pupil_id text primary key, school text, grade_name text, area_code text); insert into share.pupil values ${values.join(', ')}; grant select on share.pupil to share_reader`);
  const operator = town.client('upper.operator');
  const { id, region } = await operator.post('/api/resources/connections', { ...provider.connection, name: '全省学籍库' });
  await town.client('platform.security').post(`/api/resources/connections/${region}/${id}/decision`, { approve: true, reason: '政务外网' });
  await operator.post('/api/resources', {
    entryRegion: entry.region, entry: entry.id, connection: id, table: 'pupil', services: ['query'], pageSize: 10, columns: entry.body.items.map((one) => ({ n: one.n, column: one.field })), keys: [{ n: 1, required: true }], order: [{ n: 1 }],
  });
  return entry;
}

const wanted = { duty: '义务教育入学：按居住地核对在读情况', items: [1, 2, 3, 4] };

/** Asked for by the department below, confirmed by the one above, connected. */
export async function reflows(town: Pick<Town, 'client'>, entry: Entry, who = 'nantong', over: object = {}): Promise<{ ref: string; grant: string }> {
  const ref = await asks(town, entry, who, over);
  await town.client('upper.head').act('reflux', ref, 'confirm', {});
  await town.client('upper.operator').act('reflux', ref, 'connect', { regionItem: 4 });
  return { ref, grant: (await town.client(`${who}.head`).get(`/api/reflux/${ref}`)).own.grant.ref };
}

export async function asks(town: Pick<Town, 'client'>, entry: Entry, who = 'nantong', over: object = {}): Promise<string> {
  const ref = await town.client(`${who}.head`).open('reflux', { entryRegion: entry.region, entry: entry.id });
  await town.client(`${who}.head`).act('reflux', ref, 'request', { ...wanted, regions: [who in below ? below[who as 'nantong'].region : '320800'], ...over });
  return ref;
}

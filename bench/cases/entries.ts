import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { codes } from '../../platform/procedures/testing.ts';
import { sortKeyOf, soundsOf } from '../../platform/search/pinyin.ts';
import { addDays, type PlainDate } from '../../law/plain-date.ts';
import { wordsOf } from '../../platform/search/words.ts';

/** Entries are invented: a place, a matter, a kind; 登记编号 is an item of every entry, 信息 stands in a twentieth of all names. */

export const PLACES = ['清江浦', '淮阴', '淮安', '洪泽', '涟水', '盱眙', '金湖', '开发区', '生态新城', '工业园'].flatMap((place) => ['区', '县', '镇', '街道', '乡', '管委会', '园区', '社区', '村', '分局'].map((kind) => place + kind));
export const MATTERS = ['高校毕业生就业', '婚姻登记', '不动产登记', '个体工商户登记', '机动车驾驶人', '社会保险参保', '医疗保险结算', '低保对象', '残疾人证', '出生医学证明', '死亡登记', '户籍迁移', '居住证', '企业年报',
  '行政处罚', '行政许可', '食品经营许可', '特种设备检验', '建筑工程施工许可', '排污许可', '水资源论证', '空气质量监测', '地质灾害隐患', '森林防火', '农机补贴', '粮食收购', '退役军人优待', '住房公积金缴存', '公租房保障', '教师资格',
  '学籍', '职业技能等级', '科技项目', '文物保护单位', '图书馆馆藏', '旅游景区', '体育场馆', '志愿服务', '社会组织年检', '慈善捐赠', '法律援助', '公证办理', '律师执业', '税务登记', '发票领用', '进出口备案', '港口作业', '公交线路', '道路运输证', '危险货物运输'];
const KINDS = ['信息', '名单', '统计', '目录', '明细', '台账', '结果', '状态', '证照', '档案', '年度汇总', '月度报表', '变更记录', '核验结果', '抽查情况', '公示', '指标', '汇总表', '清册', '电子证照'];

/** Words of a part, cut once. */
const cut = new Map<string, string[]>();
function words(part: string): string[] {
  const known = cut.get(part) ?? wordsOf(part);
  cut.set(part, known);
  return known;
}
const vector = (list: readonly string[], weight: string) => [...new Set(list)].map((word, i) => `'${word.replaceAll("'", "''")}':${i + 1}${weight}`);

/** How a name sounds, made of its parts, whose places follow each other; what sounds across two parts is left out. */
const heard = new Map<string, [lexeme: string, at: number][]>();
function sounds(parts: readonly string[]): string {
  let place = 0;
  const all: string[] = [];
  for (const part of parts) {
    const known = heard.get(part) ?? [...soundsOf([[part, 'A']]).matchAll(/(\S+):(\d+)A/g)].map(([, lexeme = '', at = '']): [string, number] => [lexeme, Number(at)]);
    heard.set(part, known);
    for (const [lexeme, at] of known) all.push(`${lexeme}:${place + at}A`);
    place += part.length;
  }
  return all.join(' ');
}

/** The order of a name, made of its parts. */
const keys = new Map<string, string>();
function keyOf(...parts: string[]): string {
  return parts.map((part) => {
    const known = keys.get(part) ?? sortKeyOf(part);
    keys.set(part, known);
    return known;
  }).join(' ');
}

function* rows(count: number): Generator<{ entry: string; listing: string }> {
  for (let i = 0; i < count; i += 1) {
    const [place, matter, kind] = [PLACES[i % 100] ?? '', MATTERS[Math.floor(i / 100) % 50] ?? '', KINDS[Math.floor(i / 5000) % 20] ?? ''];
    const name = `${place}${matter}${kind}${Math.floor(i / 100_000) || ''}`;
    const id = `0197f0aa-0000-7000-8000-${String(i).padStart(12, '0')}`;
    const names = [...words(place), ...words(matter), ...words(kind)];
    const all = [...vector(names, 'A'), ...vector(words('登记编号 办理日期 经办机构 证件号码').filter((word) => !names.includes(word)), 'B')].join(' ');
    const code = `301001/${String(i + 1).padStart(7, '0')}`;
    const attribute = ['unconditional', 'conditional', 'not-shared'][i % 3] ?? '';
    const on = addDays('2025-08-01' as PlainDate, Math.floor((i * 400) / count));
    yield {
      entry: ['320800', id, codes.education, code, 'published', 1].join('\t') + '\n',
      listing: ['320800', id, 1, code, name, `${place}${matter}的${kind}，按日更新`, codes.education, attribute, '{service}', ['daily', 'monthly', 'yearly'][i % 3], 'general-2', 'f', 4, '{登记编号,办理日期}', on, vector(names, 'A').join(' '), all, sounds([place, matter, kind]), keyOf(place, matter, kind) + (Math.floor(i / 100_000) || ''), 2].join('\t') + '\n',
    };
  }
}

/** Fills an empty, migrated database; its indexes are made last. */
export async function listEntries(ownerUrl: string, entries: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('drop index entry_listing_name, entry_listing_words, entry_listing_sounds, entry_listing_named, entry_listing_sorted, entry_listing_place;');
    const copy = async (sql: string, of: 'entry' | 'listing') => pipeline(Readable.from((function* () { for (const row of rows(entries)) yield row[of]; })()), client.query(copyFrom(sql)));
    await copy('copy entry (region, id, provider, code, state, current_version) from stdin', 'entry');
    await copy('copy entry_listing (region, entry, version, code, name, summary, provider, attribute, modes, update_cycle, grade, personal, item_count, item_names, published_on, name_words, words, sounds, sort_key, indexed) from stdin', 'listing');
    await client.query("set maintenance_work_mem = '512MB'; create index entry_listing_name on entry_listing using gin (name_words, shelves) with (fastupdate = off); create index entry_listing_words on entry_listing using gin (words, shelves) with (fastupdate = off); create index entry_listing_sounds on entry_listing using gin (sounds, shelves) with (fastupdate = off); create index entry_listing_named on entry_listing (length(name), lower(name) text_pattern_ops); create index entry_listing_place on entry_listing (place desc); create index entry_listing_sorted on entry_listing (sort_key, entry);");
    await client.query('vacuum (analyze) entry_listing');
  } finally {
    await client.end();
  }
}

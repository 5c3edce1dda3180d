import { Readable } from 'node:stream';
import { basisKinds, codeZh, formats, grades, itemTypes, sensitivities, sharingModes, sharingTypes, updateCycles } from '../../../law/codes.ts';
import { csvHead, csvLine } from '../../../platform/csv.ts';
import { transact, type Db } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import type { EntryBody, EntryQuery } from '../contract.ts';
import { withOutside } from '../listing.ts';
import { publishedOutgoing, type OutgoingRecord } from '../store/outgoing.ts';
import { newest } from '../store/browse.ts';
import { citationsText } from '../workbook/lines.ts';
import type { Watermark } from './register.ts';

/** The published catalogue with its terms, for others to read: as a table, or as DCAT. Page by page: it never stands in memory whole. */
type Wish = Pick<EntryQuery, 'region' | 'provider' | 'attribute'>;
interface Read { readonly it: OutgoingRecord; readonly body: EntryBody; readonly providerName: string }
const PAGE = 200;

async function* pagesOf(db: Db, directory: Directory, query: Wish): AsyncGenerator<readonly Read[]> {
  for (let after: { on: string; entry: string } | undefined; ;) {
    const { listed, records, names } = await transact(db, async (tx) => {
      const found = await newest(tx, query, after, PAGE);
      return { listed: found, records: await publishedOutgoing(tx, found), names: await directory.organisations(tx, [...new Set(found.map((one) => one.provider))]) };
    });
    yield records.map((it) => ({ it, body: withOutside(it.body as EntryBody, it.outside), providerName: names.get(it.provider)?.name ?? it.provider }));
    const last = listed.at(-1);
    if (last === undefined || listed.length < PAGE) return;
    after = { on: last.publishedOn, entry: last.entry };
  }
}

/* ---- CSV ---- */

const HEAD = ['信息资源代码', '数据目录名称', '提供单位', '提供单位代码', '共享属性', '共享范围', '使用用途', '使用条件', '不予共享理由', '不予共享依据', '共享方式', '更新周期', '数据格式', '数据分类', '数据分级', '数据项数', '含个人信息', '版本', '发布日期', '摘要', '编制依据', '数据项'];

export function exportCsv(db: Db, directory: Directory, query: Wish): Readable {
  return Readable.from((async function* () {
    yield csvHead(HEAD);
    for await (const page of pagesOf(db, directory, query)) if (page.length > 0) yield page.map((one) => csvLine(row(one))).join('');
  })());
}

function row({ it, body, providerName }: Read): string[] {
  const { sharing } = body;
  return [
    it.code ?? '', body.name, providerName, it.provider, codeZh(sharingTypes, sharing.attribute), sharing.ranges.join('；'), sharing.purposes.join('；'), sharing.conditions.join('；'), sharing.reason, citationsText(sharing.basis).replaceAll('\n', '；'),
    body.modes.map((mode) => codeZh(sharingModes, mode)).join('、'), codeZh(updateCycles, body.updateCycle), `${codeZh(formats, body.formatClass)} ${body.formatType}`, body.dataClass, codeZh(grades, body.grade), String(body.items.length), isPersonal(body) ? '是' : '否',
    String(it.version ?? ''), it.publishedOn ?? '', body.summary, citationsText(body.duty).replaceAll('\n', '；'), body.items.map((item) => item.name).join('、'),
  ];
}

const isPersonal = (body: EntryBody): boolean => body.items.some((item) => item.personal !== 'none');

/* ---- DCAT ---- */

const CONTEXT = { dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/', foaf: 'http://xmlns.com/foaf/0.1/', gds: 'urn:cn:state-council:order:809#' };

/** JSON-LD of the W3C's DCAT; what it has no word for (terms of sharing, items) stands under `gds`. */
export function exportDcat(db: Db, directory: Directory, query: Wish, mark: Watermark): Readable {
  return Readable.from((async function* () {
    yield `${JSON.stringify({ '@context': CONTEXT, '@type': 'dcat:Catalog', 'dct:title': '政务数据目录', 'dct:identifier': mark.number, 'dct:issued': mark.at, 'gds:legalBasis': '《政务数据共享条例》第十二条、第十六条' }).slice(0, -1)},"dcat:dataset":[`;
    let first = true;
    for await (const page of pagesOf(db, directory, query)) {
      if (page.length > 0) yield `${first ? '' : ','}\n${page.map((one) => JSON.stringify(datasetOf(one))).join(',\n')}`;
      first = first && page.length === 0;
    }
    yield '\n]}\n';
  })());
}

function datasetOf({ it, body, providerName }: Read): Record<string, unknown> {
  const { sharing } = body;
  return {
    '@type': 'dcat:Dataset', 'dct:identifier': it.code, 'dct:title': body.name, 'dct:description': body.summary, 'dct:publisher': { '@type': 'foaf:Organization', 'dct:identifier': it.provider, 'foaf:name': providerName },
    'dct:issued': it.publishedOn, 'dcat:version': String(it.version ?? ''), 'dct:accrualPeriodicity': codeZh(updateCycles, body.updateCycle), 'dcat:theme': body.dataClass, 'dct:accessRights': codeZh(sharingTypes, sharing.attribute),
    'dcat:distribution': body.modes.map((mode) => ({ '@type': 'dcat:Distribution', 'dct:title': codeZh(sharingModes, mode), 'dct:format': `${codeZh(formats, body.formatClass)} ${body.formatType}` })),
    'gds:terms': { attribute: sharing.attribute, ranges: sharing.ranges, purposes: sharing.purposes, conditions: sharing.conditions, reason: sharing.reason, basis: sharing.basis.map(cited) },
    'gds:grade': codeZh(grades, body.grade), 'gds:personal': isPersonal(body), 'gds:duty': body.duty.map(cited), 'gds:openToPublic': body.open,
    'gds:items': body.items.map(({ n, name, field, type, length, key, nullable, sensitivity, grade, codeSet }) => ({ n, name, field, type: codeZh(itemTypes, type), length, key, nullable, sensitivity: codeZh(sensitivities, sensitivity), grade: codeZh(grades, grade), codeSet })),
  };
}

const cited = ({ kind, name, article, text }: EntryBody['duty'][number]) => ({ kind: codeZh(basisKinds, kind), name, article, text });

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formerRegions } from './former-regions.ts';
import { belongs, codesOf, divisionsFrom, servesVillages } from './region-area.ts';
import { divisionRows } from './regions.ts';

const rows = (file: string) => divisionRows(readFileSync(new URL(`../data/divisions/${file}`, import.meta.url), 'utf8'));
const lists = { of2019: rows('divisions-2019-mca.csv'), of2021: rows('divisions-2021-mit.csv'), of2023: rows('divisions-2023.csv') };
const divisions = divisionsFrom(lists);

test('every code given up between 2019 and 2023 has what became of it, and that is there today', () => {
  const former = formerRegions(lists);
  const gone = [...lists.of2019, ...lists.of2021].filter(({ code, name }) => code.length === 6 && !code.endsWith('00') && !/^(?:71|8[12])/.test(code) && !divisions.present.has(code) && name !== '市辖区');
  expect(gone.filter(({ code }) => !former.has(code)).map(({ code, name }) => `${code} ${name}`)).toEqual([]);
  expect([...former].filter(([, to]) => to.some((code) => former.has(code) || !lists.of2023.some((row) => row.code === code)))).toEqual([]);
  expect(former.size).toBe(49);
  expect([...former].filter(([, to]) => to.length > 1)).toEqual([['130521', ['130502', '130503']], ['330104', ['330102', '330114']]]);
});

test('rows of all years are those of the area today; what moved away is not, what came is: Art. 24.1', () => check(`
  320684  320600  ours
  320684  320614  ours
  320602  320613  ours
  320611  320613  ours
  320611  320614  elsewhere
  320613  320600  ours
  3206    320600  ours
  320600  320613  elsewhere
  32      320600  elsewhere
  220381  220300  elsewhere
  220381  220100  ours
  220184  220100  ours
  330104  330102  divided
  330104  330100  ours
  429004  420000  ours
  429004  420100  elsewhere
  500101  500000  ours
  320671  320600  ours
  320601  320600  ours
  329999  320000  unknown
  abc     320000  unknown
  320684  320684  ours
  320614  320684  ours
  320613  320684  elsewhere
  320611  320611  ours
  320613  320611  divided
  320602  320611  elsewhere
  360105  360105  ours
  360112  360105  divided
  330104  330104  ours
  330102  330104  divided
  220184  220381  ours
`));

function check(table: string): void {
  for (const line of table.trim().split('\n')) {
    const [code = '', region = '', is] = line.trim().split(/\s+/);
    expect(belongs(divisions, code, [region]), line).toBe(is);
  }
}

test('the codes of an area are those of all years, with the short forms of its city', () => {
  expect(codesOf(divisions, ['320613'])).toEqual(['320602', '320611', '320613']);
  const nantong = codesOf(divisions, ['320600']);
  expect(nantong).toEqual(expect.arrayContaining(['3206', '320600', '320602', '320611', '320613', '320614', '320684', '320685']));
  expect(nantong.every((code) => code.startsWith('3206'))).toBe(true);
  expect(codesOf(divisions, ['220300'])).not.toContain('220381');
  expect(codesOf(divisions, ['220100'])).toEqual(expect.arrayContaining(['220381', '220184']));
});

test('a region that was given up under a running reflux is never cut to nothing: Art. 24.1', () => {
  for (const [code, to] of divisions.former) expect([code, codesOf(divisions, [code]).includes(code), codesOf(divisions, [code]).includes(to[0] ?? '')]).toEqual([code, true, divisions.renamed.has(code)]);
  expect(codesOf(divisions, ['320684'])).toEqual(['320614', '320684']);
  expect([...divisions.renamed.keys()]).toEqual(expect.arrayContaining(['320684', '220381', '450127']));
  for (const merged of ['320611', '360105', '330103', '370634', '330104']) expect(divisions.renamed.has(merged), merged).toBe(false);
});

test('townships and villages are served by the county, or the city that has none: Art. 30.3', () => {
  expect(['320613', '441900', '460400', '320600', '320000', '429004'].filter((region) => servesVillages(divisions, region))).toEqual(['320613', '441900', '460400', '429004']);
});

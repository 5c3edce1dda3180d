import type { DivisionLists } from './regions.ts';

/**
 * What became of codes of GB/T 2260 that were given up between the lists of 2019, 2021 and 2023. Codes are abolished, never reused; data
 * that was collected under one keeps it. Where the new code carries the same name in the same province, the lists tell; the rest is below.
 *
 * What is told is publicly known of each change (its year stands beside it), not copied from the replies of the State Council: a province
 * checks its own lines before the first reflux. The test holds that every successor stands in the list of 2023.
 */
const told: Readonly<Record<string, readonly string[]>> = {
  '130521': ['130502', '130503'], // 邢台县: 2020, divided between 襄都区 and 信都区
  '130526': ['130505'], // 任县: 2020, 任泽区
  '320611': ['320613'], // 港闸区: 2020, with 崇川区 the new 崇川区
  '340208': ['340209'], // 三山区: 2020, with 弋江区 the new 弋江区
  '340221': ['340210'], // 芜湖县: 2020, 湾沚区
  '360105': ['360112'], // 湾里区: 2019, to 新建区
  '370634': ['370614'], // 长岛县: 2020, with 蓬莱市 蓬莱区
  '330103': ['330105'], // 下城区: 2021, with 拱墅区 the new 拱墅区
  '330104': ['330102', '330114'], // 江干区: 2021, divided between 上城区 and 钱塘区
  '350402': ['350404'], // 梅列区: 2021, with 三元区 the new 三元区
  '350427': ['350405'], // 沙县: 2021, 沙县区
  '410306': ['410308'], // 吉利区: 2021, with 孟津县 孟津区
  '450127': ['450181'], // 横县: 2021, 横州市
};

/** Each code that was given up, with the codes in which its area is now: one, or several where it was divided. */
export function formerRegions(lists: DivisionLists): ReadonlyMap<string, readonly string[]> {
  const [of2019, of2021, of2023] = [lists.of2019, lists.of2021, lists.of2023].map((list) => new Map(list.filter(({ code }) => code.length <= 6).map(({ code, name }) => [code.padEnd(6, '0'), name] as const)));
  const present = of2023 as ReadonlyMap<string, string>;
  const gone = [...new Map([...(of2019 ?? []), ...(of2021 ?? [])])].filter(([code]) => !present.has(code) && !/^(?:71|8[12])/.test(code) && !code.endsWith('00'));
  const successors = ([code, name]: readonly [string, string]): readonly string[] => {
    const named = told[code];
    if (named !== undefined) return named;
    const wasThere = (other: string) => of2019?.has(other) === true && (of2021?.has(other) === true || !of2021?.has(code));
    return [...present].filter(([other, called]) => other.slice(0, 2) === code.slice(0, 2) && stem(called) === stem(name) && !wasThere(other)).map(([other]) => other);
  };
  return new Map(gone.map((row) => [row[0], successors(row)] as const).filter(([, to]) => to.length > 0));
}

/** 海门市 and 海门区 are one place. */
const stem = (name: string): string => name.replace(/(?:自治县|市|区|县)$/u, '');

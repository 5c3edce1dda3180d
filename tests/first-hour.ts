/** docs/first-hour.md as a program: what its fenced blocks say, in their order. */
export interface Ask { readonly who: string; readonly method: string; readonly path: string; readonly body: string; readonly keeps: readonly (readonly [name: string, field: string])[]; readonly sees: readonly (readonly [field: string, value: string])[] }
export type Step =
  | { readonly kind: 'sh' | 'sql'; readonly text: string }
  | { readonly kind: 'http'; readonly asks: readonly Ask[]; /** The rows of the table before it, where it is for each. */ readonly rows: readonly Readonly<Record<string, string>>[] };

/** @throws where a line of a block is none of those that the page explains */
export function stepsOf(page: string): readonly Step[] {
  const steps: Step[] = [];
  let table: readonly string[] = [];
  for (const [, rows, kind = '', each, text = ''] of page.matchAll(/((?:^\|.*\|\n)+)|^```(\w+)( 每一行)?\n([\s\S]*?)^```$/gm)) {
    if (rows !== undefined) table = rows.trim().split('\n');
    else if (kind === 'http') steps.push({ kind, asks: text.trim().split(/\n\n+/).map(askOf), rows: each === undefined ? [{}] : rowsOf(table) });
    else if (kind === 'sh' || kind === 'sql') steps.push({ kind, text });
  }
  return steps;
}

function rowsOf([head = '', , ...rows]: readonly string[]): readonly Readonly<Record<string, string>>[] {
  const cells = (line: string): string[] => line.split('|').slice(1, -1).map((cell) => cell.trim());
  return rows.map((line) => Object.fromEntries(cells(head).map((name, n) => [name, cells(line)[n] ?? ''])));
}

function askOf(text: string): Ask {
  const [first = '', ...rest] = text.split('\n');
  const [, who = '', method = '', path = ''] = /^(\S+): (登录|GET|POST|PUT)(?: (\/\S+))?$/.exec(first) ?? [];
  if (who === '') throw new Error(`docs/first-hour.md: “${first}” is no request`);
  const marked = (mark: string) => rest.filter((line) => line.startsWith(`${mark} `)).map((line) => line.slice(2).split(' = ') as [string, string]);
  return { who, method, path, body: rest.filter((line) => !/^[→✓] /.test(line)).join('\n'), keeps: marked('→'), sees: marked('✓') };
}

/** 〔名〕 by its value; one that nothing gave is an error of the page. */
export function filled(text: string, value: (name: string) => string | undefined): string {
  return text.replace(/〔([^〕]+)〕/g, (_, name: string) => {
    const found = value(name);
    if (found === undefined) throw new Error(`docs/first-hour.md: nothing gave 〔${name}〕`);
    return found;
  });
}

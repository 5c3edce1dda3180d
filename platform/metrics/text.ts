import type { Family, Labels } from './instruments.ts';

/** The media type of the text format, version 0.0.4. */
export const textType = 'text/plain; version=0.0.4; charset=utf-8';

/** Families as Prometheus reads them. One name twice is one family too many: an error. */
export function textOf(families: readonly Family[]): string {
  const seen = new Set<string>();
  let text = '';
  for (const family of families) {
    if (seen.has(family.name)) throw new Error(`metric ${family.name} is there twice`);
    seen.add(family.name);
    text += `# HELP ${family.name} ${family.help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${family.name} ${family.type}\n`;
    for (const { suffix = '', labels = {}, value } of family.samples) text += `${family.name}${suffix}${labelsOf(labels)} ${numberOf(value)}\n`;
  }
  return text;
}

function labelsOf(labels: Labels): string {
  const all = Object.entries(labels).map(([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`);
  return all.length === 0 ? '' : `{${all.join(',')}}`;
}

function numberOf(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : '-Inf';
}

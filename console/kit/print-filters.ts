/**
 * What a printed list leaves out and how much of it there is, read from the page as it stands: lists draw their filters
 * with the same few controls, so that none of them has to say it again.
 */
export interface Printed { readonly filters: readonly string[]; readonly rows: string }

const words = (node: Element | null | undefined): string => (node?.textContent ?? '').replace(/\s+/g, ' ').trim();

export function printedOf(main: Element, address: URLSearchParams): Printed {
  const filters = [
    ...[...main.querySelectorAll('.filters select, .facet select')].flatMap((node) => selected(node as HTMLSelectElement)),
    ...[...main.querySelectorAll<HTMLElement>('[role=group][aria-label] > [aria-pressed=true]')].map((node) => `${labelOf(node.parentElement)}：${words(node.querySelector('span') ?? node)}`),
    ...[...main.querySelectorAll('fieldset.facet')].flatMap((node) => (node.querySelector('input:checked') ? [`${words(node.querySelector('legend'))}：${words(node.querySelector('input:checked')?.closest('label'))}`] : [])),
    ...[...main.querySelectorAll<HTMLInputElement>('.filters input, .search-line input')].flatMap((node) => typed(node, [...address.values()])),
    ...[...main.querySelectorAll<HTMLElement>('[data-filter]')].map((node) => node.dataset['filter'] ?? ''),
  ];
  return { filters: [...new Set(filters)].filter(Boolean), rows: rowsOf(main) };
}

const labelOf = (node: Element | null): string => (node?.getAttribute('aria-label') ?? '').replace(/^按|筛选$/g, '');

function selected(node: HTMLSelectElement): string[] {
  return node.value === '' ? [] : [`${node.getAttribute('aria-label') ?? ''}：${words(node.selectedOptions[0])}`];
}

/** A text filters once it stands in the address; what is only typed so far does not. */
function typed(node: HTMLInputElement, address: readonly string[]): string[] {
  if (node.getAttribute('aria-hidden') === 'true' || node.type === 'checkbox' || node.type === 'radio' || node.value === '' || !address.includes(node.value)) return [];
  const label = node.getAttribute('aria-label') ?? node.placeholder;
  return [`${label.replace(/^在本表中查找/, '')}：${node.value}`];
}

function rowsOf(main: Element): string {
  const listed = main.querySelectorAll('table.gov tbody tr:not(.group):not(.opening), ol.hits > li').length;
  if (listed === 0) return '';
  const total = words(main.querySelector('.table-tools > .second'));
  return `列出 ${listed} 行${total ? `，${total}` : ''}${main.querySelector('.more-rows') ? '；其余没有翻到，不在内' : ''}`;
}

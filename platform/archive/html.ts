import { plainText } from '../../law/documents/blocks.ts';

/** A piece of a page, safe as it stands. */
export interface Html { readonly html: string }

/** Text as a page may show it: what people typed is text, never markup, never a turned line. */
export const text = (value: string): Html => ({ html: plainText(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`) });

/** A template: what stands between is text, unless it is a piece of a page already. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | number | Html | readonly Html[])[]): Html {
  return { html: parts.map((part, n) => part + (n < values.length ? drawn(values[n] ?? '') : '')).join('') };
}

function drawn(value: string | number | Html | readonly Html[]): string {
  if (typeof value === 'string' || typeof value === 'number') return text(String(value)).html;
  return 'html' in value ? value.html : value.map((one) => one.html).join('');
}

/** A file of the archive, from its index: the path as an address. */
export const href = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

export function table(caption: string, columns: readonly string[], rows: readonly (readonly (string | Html)[])[]): Html {
  return html`<table><caption>${caption}</caption><thead><tr>${columns.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>`;
}

export function fields(rows: readonly (readonly [string, string | Html])[]): Html {
  return html`<dl>${rows.map(([label, value]) => html`<div${typeof value !== 'string' && /^<(dl|table|ol)/.test(value.html) ? { html: ' class="wide"' } : ''}><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

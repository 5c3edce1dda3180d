import type { Block } from '../../law/documents/blocks.ts';
import { inGroups, type Paper } from '../../law/documents/paper.ts';
import { fields, html, table, type Html } from './html.ts';

/** A kept paper as its words stand, to be read in the index; its Word file lies beside it. */
export function paperHtml(paper: Paper): Html {
  return html`<article class="paper">${paper.blocks.map(blockHtml)}<p class="note">摘要 ${inGroups(paper.digest ?? '')}</p></article>`;
}

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'title': return html`<h4 class="title">${block.text}</h4>`;
    case 'number': return html`<p class="middle">${block.text}</p>`;
    case 'to': return html`<p>${block.text}</p>`;
    case 'heading': return html`<h5>${block.text}</h5>`;
    case 'para': return html`<p class="para">${block.text}</p>`;
    case 'note': return html`<p class="note">${block.text}</p>`;
    case 'fields': return fields(block.rows);
    case 'table': return table('', block.columns, block.rows);
    case 'opinion': return fields([[block.label, `${block.text}\n${block.by}　${block.on}`]]);
    case 'attachments': return html`<p>附件：${block.names.map((name, n) => html`<br>${n + 1}. ${name}`)}</p>`;
    case 'sign': return html`<p class="sign">${block.org}<br>${block.on}</p>`;
  }
}

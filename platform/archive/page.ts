import { documentKinds } from '../../law/documents/kinds.ts';
import type { CaseView, MoveView } from '../procedures/contract.ts';
import { momentZh } from '../documents/time.ts';
import type { Contents } from './contents.ts';
import { anyHtml, hasFields } from './fields.ts';
import { fields, href, html, table, type Html } from './html.ts';
import { pageStyle } from './page-style.ts';
import { paperHtml } from './paper-html.ts';
import type { Named, Part } from './part.ts';

export interface Shown extends Contents { readonly named: Named; readonly missing: ReadonlySet<string>; readonly by: string; readonly at: string }

/** The whole case on one page, without a script, without a net: no address in it leads out of the archive. */
export function indexHtml(it: Shown): string {
  const { view } = it;
  const sections = [
    ['form', '申报内容与办理结果', hasFields(view.own) ? anyHtml(view.own) : html`<p>见办理过程。</p>`], ['clocks', '时限', clocks(view)], ['moves', '办理过程', moves(it)], ['papers', '文书', papers(it)],
    ['attachments', '附件', attachments(it)], ...(it.lists.length > 0 ? [['lists', '清单', lists(it)] as const] : []), ['links', '关联事项', links(view)], ['proof', '存证', proof(it)],
  ] as const;
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="${{ html: policy }}"><title>${view.number ?? ''} ${view.title}　整案归档</title><style>${{ html: pageStyle }}</style></head>
<body><main><p class="small">政务数据共享　整案归档包</p><h1>${view.title}</h1>${head(it)}
<nav aria-label="本卷目录"><h2>本卷目录</h2><ul>${sections.map(([id, zh]) => html`<li><a href="#${id}">${zh}</a></li>`)}<li><a href="README.txt">怎样核对本归档包</a></li></ul></nav>
${sections.map(([id, zh, body]) => html`<section id="${id}"><h2>${zh}</h2>${body}</section>`)}
</main></body></html>
`.html;
}

function head({ view, by, at, missing }: Shown): Html {
  return html`${fields([
    ['编号', view.number ?? '—'], ['事项类别', view.kindZh], ['状态', view.stateZh], ...view.parties.map((one): [string, string] => [one.zh, `${one.name}（${one.org}）`]),
    ['平台标识', view.ref], ['归档', `${by}　${at}　截至第 ${view.version} 步`],
  ])}${view.open ? html`<p class="warn">本事项尚未办结，本归档包只反映制作时的情况。</p>` : ''}${missing.size > 0 ? html`<p class="warn">有 ${missing.size} 个文件与存证的摘要不一致，未收入本包，见附件、文书一节。</p>` : ''}`;
}

function clocks(view: CaseView): Html {
  if (view.strips.length === 0) return html`<p>本事项没有时限。</p>`;
  return table('', ['时限', '规定', '依据', '截止', '情况'], view.strips.map((one) => [one.zh, one.limitZh, one.basisZh, one.dueText, one.lamp.text]));
}

function moves({ view, named, attachments: files, missing }: Shown): Html {
  const place = new Map(files.map((file, n) => [file.id, named.attachments[n]]));
  return html`${[...view.timeline].reverse().map((move) => html`<div class="step"><h3>${move.version}. ${move.zh.replace(/…$/, '')}　${who(move)}</h3>
<p class="small">${move.onDay}　${momentZh(new Date(move.at))}　${move.basisZh}　此后：${move.toZh}${move.behalf ? '　受托办理' : ''}${move.paper ? '　代录' : ''}${move.clockEffects.length > 0 ? `　${move.clockEffects.join('、')}` : ''}</p>
${move.opinion === null ? '' : fields([['意见', move.opinion]])}${hasFields(move.states) ? anyHtml(move.states) : ''}${move.attachments.map((file) => html`<p>附件：${fileHtml(place.get(file.id), missing)}</p>`)}</div>`)}`;
}

const kindZh: Readonly<Record<string, string>> = { move: '办理', document: '文书', 'document-stamped': '盖章件', archive: '归档' };

const who = (move: MoveView): string => (move.byClock ? '平台（时钟）' : `${move.orgName ?? ''}·${move.postZh ?? ''}`);

function fileHtml(part: Part | undefined, missing: ReadonlySet<string>): Html {
  if (part === undefined) return html`—`;
  return missing.has(part.sha256) ? html`${part.zh}（与存证的摘要不一致，未收入）` : html`<a href="${href(part.path)}">${part.zh}</a>`;
}

function papers({ papers: all, named, missing }: Shown): Html {
  if (all.length === 0) return html`<p>没有制成的文书。</p>`;
  return html`${all.map((one, n) => {
    const files = named.papers[n];
    return html`<h3>${documentKinds[one.row.kind].zh}　${one.row.fileNumber ?? one.row.number}　${one.row.onDay}</h3>
<p class="small">Word 文件：${fileHtml(files?.word, missing)}${(files?.stamped ?? []).map((part) => html`　盖章件：${fileHtml(part, missing)}`)}　存证文本：${fileHtml(files?.content, missing)}</p>${paperHtml(one.paper)}`;
  })}`;
}

function attachments({ named, missing }: Shown): Html {
  if (named.attachments.length === 0) return html`<p>没有附件。</p>`;
  return table('', ['附件', '字节', 'SHA-256'], named.attachments.map((part) => [fileHtml(part, missing), String(part.bytes), html`<span class="mono">${part.sha256}</span>`]));
}

function lists({ lists: all, named, missing }: Shown): Html {
  return html`${all.map((one, n) => html`<h3>${one.zh}　${one.rows} 行</h3>
<p class="small">全部各行：${fileHtml(named.lists[n], missing)}（CSV，可用电子表格打开）${one.rows > one.first.length ? `；下面是前 ${one.first.length} 行` : ''}</p>${table('', one.titles, one.first)}`)}`;
}

function links(view: CaseView): Html {
  if (view.links.length === 0) return html`<p>没有关联事项。</p>`;
  return table('', ['编号', '关系'], view.links.map((one) => [one.number, one.zh]));
}

function proof({ proof: it }: Shown): Html {
  const { head: signed } = it;
  return html`${signed === null ? html`<p class="warn">还没有已签名的账本头覆盖本事项，请稍后另行归档。</p>` : fields([['账本头', `${signed.size} 条，${momentZh(new Date(signed.at))} 签名`], ['根值', html`<span class="mono">${signed.root}</span>`], ['签名公钥', html`<span class="mono">${signed.publicKey}</span>`]])}
${it.waiting > 0 ? html`<p class="warn">另有 ${it.waiting} 条记录待签名的账本头覆盖，至迟一分钟后即可；需要全部存证的，请届时重新归档。</p>` : ''}
${table('账本条目', ['序号', '类别', '摘要'], it.entries.map((one) => [String(one.seq), kindZh[one.kind] ?? one.kind, html`<span class="mono">${one.hash}</span>`]))}`;
}

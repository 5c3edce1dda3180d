import { Button } from 'antd';
import { useState } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { moment } from '../kit/formats.ts';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { FileChip } from '../kit/timeline.tsx';
import { holds, useSession } from '../shell/session.ts';
import { TypicalSheet } from './typical-sheet.tsx';
import { UsageSheet } from './usage-sheet.tsx';
import type { Usage } from './usage-queries.ts';

const tones: Readonly<Record<string, 'ok' | 'red' | 'chip'>> = { full: 'ok', missing: 'red', 'not-yet': 'chip', 齐: 'ok', 缺: 'red', 未到: 'chip' };
const words: Readonly<Record<string, string>> = { full: '齐', missing: '缺', 'not-yet': '未到' };
const writable: Readonly<Record<string, string>> = { effect: '填报应用成效…', storage: '填报存储情况…', destruction: '填报销毁情况…' };
type Entry = Usage['records'][number];

/** 使用记录: the five kinds of 29 ¶2, which are there and which are missing; what was written, and what corrects it. */
export function UsageRecords({ view, data }: { readonly view: CaseView; readonly data: Usage }) {
  const session = useSession();
  const [open, setOpen] = useState<{ kind: string; corrects: Entry | null } | null>(null);
  const [typical, setTypical] = useState<Entry | null>(null);
  const mine = view.parties.find((p) => p.party === 'requester')?.org === session.actor.org && holds(session, 'clerk');
  return (
    <section>
      <div className="section-head"><h2>使用记录</h2><ArticleTag>第二十九条第二款</ArticleTag><span className="second">保存不少于 3 年</span></div>
      <table className="gov"><caption className="hidden-text">使用记录五类</caption>
        <tbody>{data.kinds.map((k) => (
          <tr key={k.kind}><th scope="row" style={{ width: 110 }}>{k.zh}</th><td>{k.text}</td><td className="num" style={{ width: 200 }}><span className="row" style={{ justifyContent: 'flex-end' }}>{mine && writable[k.kind] && <Button size="small" onClick={() => setOpen({ kind: k.kind, corrects: null })}>{writable[k.kind]}</Button>}<Tag tone={tones[k.state] ?? 'chip'}>{words[k.state] ?? k.state}</Tag></span></td></tr>
        ))}</tbody>
      </table>
      {data.records.length > 0 && <ul className="links-list" aria-label="已填报的使用记录">{data.records.map((r) => <Written key={r.id} entry={r} mine={mine} onCorrect={() => setOpen({ kind: r.kind, corrects: r })} onPublish={() => setTypical(r)} />)}</ul>}
      {open && <UsageSheet grant={view.ref} kind={open.kind} corrects={open.corrects} onClose={() => setOpen(null)} />}
      {typical && <TypicalSheet grant={view.ref} record={typical.id} text={String(typical.stated['text'] ?? '')} onClose={() => setTypical(null)} />}
    </section>
  );
}

/** One record: append-only, so a wrong one stays and says which took its place. */
function Written({ entry: r, mine, onCorrect, onPublish }: { readonly entry: Entry; readonly mine: boolean; readonly onCorrect: () => void; readonly onPublish: () => void }) {
  return (
    <li>
      <span className="meta">{moment(r.at)}　{r.zh}　{r.number}　{r.by}{r.corrects ? `　更正 ${r.corrects}` : ''}</span>
      <div className="pre">{r.correctedBy ? <del>{r.text}</del> : r.text}</div>
      {r.files.length > 0 && <div className="files">{r.files.map((f) => <FileChip key={f.id} file={f} region={f.region} />)}</div>}
      <span className="row">
        {r.correctedBy && <Tag tone="chip">已由 {r.correctedBy} 更正</Tag>}
        {r.typical && <Tag tone="ok">典型案例</Tag>}
        {mine && !r.correctedBy && <button type="button" className="plain-button" onClick={onCorrect}>更正…<span className="hidden-text">{r.number}</span></button>}
        {r.mayPublish && <button type="button" className="plain-button" onClick={onPublish}>推广为典型案例…<span className="hidden-text">{r.number}</span></button>}
      </span>
    </li>
  );
}

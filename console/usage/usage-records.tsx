import { Button } from 'antd';
import { useState } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { moment } from '../kit/formats.ts';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { holds, useSession } from '../shell/session.ts';
import { UsageSheet } from './usage-sheet.tsx';
import type { Usage } from './usage-queries.ts';

const tones: Readonly<Record<string, 'ok' | 'red' | 'chip'>> = { full: 'ok', missing: 'red', 'not-yet': 'chip', 齐: 'ok', 缺: 'red', 未到: 'chip' };
const words: Readonly<Record<string, string>> = { full: '齐', missing: '缺', 'not-yet': '未到' };
const writable: Readonly<Record<string, string>> = { effect: '填报应用成效…', storage: '填报存储情况…', destruction: '填报销毁情况…' };

/** 使用记录: the five kinds of 29 ¶2, which are there and which are missing. */
export function UsageRecords({ view, data }: { readonly view: CaseView; readonly data: Usage }) {
  const session = useSession();
  const [kind, setKind] = useState<string | null>(null);
  const mine = view.parties.find((p) => p.party === 'requester')?.org === session.actor.org && holds(session, 'clerk');
  return (
    <section>
      <div className="section-head"><h2>使用记录</h2><ArticleTag>第二十九条第二款</ArticleTag><span className="second">保存不少于 3 年</span></div>
      <table className="gov"><caption className="hidden-text">使用记录五类</caption>
        <tbody>{data.kinds.map((k) => (
          <tr key={k.kind}><th scope="row" style={{ width: 110 }}>{k.zh}</th><td>{k.text}</td><td className="num" style={{ width: 200 }}><span className="row" style={{ justifyContent: 'flex-end' }}>{mine && writable[k.kind] && <Button size="small" onClick={() => setKind(k.kind)}>{writable[k.kind]}</Button>}<Tag tone={tones[k.state] ?? 'chip'}>{words[k.state] ?? k.state}</Tag></span></td></tr>
        ))}</tbody>
      </table>
      {(data.records?.length ?? 0) > 0 && <ul className="links-list">{data.records?.map((r) => <li key={r.id}><span className="meta">{moment(r.at)}　{r.number ?? ''}</span><div className="pre">{r.text}</div></li>)}</ul>}
      {kind && <UsageSheet grant={view.ref} kind={kind} onClose={() => setKind(null)} />}
    </section>
  );
}

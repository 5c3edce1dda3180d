import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { marked } from '../catalog/hit.tsx';
import { AttributeTag, Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import '../catalog/catalog.css';
import './demand.css';
import type { LikeDemand, LikeEntry, Likes } from './shapes.ts';

const WAIT_MS = 400;

/** What is like, asked again a moment after the last key: by the name, and by the items one a line. */
export function useLikes(q: string, items: readonly string[], except?: string): Likes | undefined {
  const text = JSON.stringify([q.trim(), items]);
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const [name, names] = JSON.parse(asked) as [string, string[]];
  const { data } = useQuery({
    queryKey: ['demand-like', asked, except], placeholderData: keepPreviousData, enabled: name.length > 1 || names.length > 1,
    queryFn: ({ signal }) => api.get<Likes>('/demand/like', { q: name, items: names.join('\n'), except }, { signal }),
  });
  return name.length > 1 || names.length > 1 ? data : undefined;
}

/** Entries that may serve and demands that may be joined. */
export function LikeList({ likes, onJoin }: { readonly likes: Likes; readonly onJoin?: (demand: LikeDemand) => void }) {
  if (likes.entries.length + likes.demands.length === 0) return <p className="second">目录和在办需求里没有相近的。</p>;
  return (
    <div className="like">
      {likes.entries.length > 0 && <><h3>已有的目录</h3><ul>{likes.entries.map((one) => <EntryLine key={one.entry} one={one} />)}</ul></>}
      {likes.demands.length > 0 && <><h3>在办的相近需求</h3><ul>{likes.demands.map((one) => <DemandLine key={one.ref} one={one} {...(onJoin ? { onJoin } : {})} />)}</ul></>}
    </div>
  );
}

function EntryLine({ one }: { readonly one: LikeEntry }) {
  return (
    <li>
      <div><Link to="/catalog/$region/$entry" params={{ region: one.region, entry: one.entry }} target="_blank">{marked(one.name, one.marks)}</Link> <AttributeTag value={one.attribute} /></div>
      <div className="meta">{one.providerName}　{one.code}　{one.items.length > 0 ? `所需数据项已有 ${one.items.length} 个：${one.items.join('、')}` : `数据项 ${one.itemCount} 个`}</div>
    </li>
  );
}

function DemandLine({ one, onJoin }: { readonly one: LikeDemand; readonly onJoin?: (demand: LikeDemand) => void }) {
  return (
    <li className="row between">
      <div><div>{one.title} <Tag tone="chip">{one.stateZh}</Tag></div><div className="meta">{one.requesterName}　{one.number ?? ''}{one.joined > 0 ? `　已并入 ${one.joined} 件` : ''}{one.items.length > 0 ? `　相同数据项：${one.items.join('、')}` : ''}</div></div>
      {onJoin && !one.mine && <Button size="small" onClick={() => onJoin(one)} aria-label={`并入 ${one.title}`}>并入</Button>}
      {one.mine && <span className="meta">本部门</span>}
    </li>
  );
}

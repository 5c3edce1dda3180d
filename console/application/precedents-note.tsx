import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { ApiError } from '../../sdk/client.ts';
import { api } from '../shell/api.ts';
import { ownOf, type Draft, type Own } from './shapes.ts';

type Precedents = NonNullable<Own['precedents']>;

/** 05: what of this entry was granted before. One's own department's may be taken as a pattern; of others only how many and how long. */
export function PrecedentsNote({ precedents, onPattern }: { readonly precedents: Precedents; /** Takes over what is still empty; answers how many fields. */ readonly onPattern: (was: Draft) => number }) {
  const [said, setSaid] = useState('');
  const follow = async (ref: string) => {
    try {
      const fields = onPattern(ownOf(await api.get<CaseView>(`/application/${ref}`)).body);
      setSaid(fields > 0 ? `已填入 ${fields} 栏，请按本次事项修改。数据项、使用时限没有带入，已经写的没有改动。` : '各栏已经写了，没有改动。');
    } catch (thrown) { setSaid(thrown instanceof ApiError ? thrown.refusal.message : '没有取到，请重试。'); }
  };
  const others = precedents.granted - precedents.own.length;
  return (
    <section className="notice acc">
      <p><b>同样的申请曾这样通过</b></p>
      {precedents.own.map((one) => (
        <p key={one.ref}>本部门，{one.month}，{daysOf(one.days)}：{one.purpose}，{one.items} 项。
          <button type="button" className="plain-button" onClick={() => void follow(one.ref)}>参照其写法<span className="hidden-text">（{one.number}）</span></button>　<Link to="/cases/$kind/$ref" params={{ kind: 'application', ref: one.ref }}>看原件<span className="hidden-text">（{one.number}）</span></Link></p>
      ))}
      {others > 0 && <p>{precedents.own.length > 0 ? '另有' : '已通过'} {others} 件{precedents.own.length === 0 && precedents.medianDays !== null && `，答复用时中位 ${Math.round(precedents.medianDays)} 个工作日`}。{precedents.own.length === 0 && <>其他部门的申请只有当事双方可以看；公开的做法见 <Link to="/typical">典型案例</Link>。</>}</p>}
      {said !== '' && <p role="status">{said}</p>}
    </section>
  );
}

const daysOf = (days: number): string => (days === 0 ? '当日答复' : `${days} 个工作日`);

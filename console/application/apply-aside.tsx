import { LawNote } from '../kit/law-note.tsx';
import { Tag } from '../kit/tag.tsx';
import { statementsOf } from './apply-check.ts';
import { PrecedentsNote } from './precedents-note.tsx';
import { RiskPanel } from './risk.tsx';
import type { Draft, Linkage, Own } from './shapes.ts';

/** Why it is asked, which of the five are filled, what happens after, and the risk of what is wanted. */
export function ApplyAside({ body, problems, linkage, precedents, onPattern, provider, requester, ifToday, onLeaveOut }: {
  readonly body: Draft; readonly problems: readonly { readonly path: string }[]; readonly linkage: Linkage; readonly precedents: Own['precedents']; readonly onPattern: (was: Draft) => number; readonly provider: string; readonly requester: string; readonly ifToday: Own['ifToday']; readonly onLeaveOut?: (items: readonly number[]) => void;
}) {
  return (
    <aside className="case-side" aria-label="依据与进度">
      <div className="case-side-in" tabIndex={0} role="group" aria-label="办理与依据，可滚动">
        <section><h2 style={{ marginBottom: 8 }}>为什么问这些</h2><LawNote basis="20.2" /></section>
        <section>
          <h2>五项填写情况</h2>
          <ul className="statement-list">{statementsOf(body, problems).map((s) => <li key={s.zh}><span>{s.zh}</span>{s.state === 'done' ? <Tag tone="ok">已填</Tag> : s.state === 'wrong' ? <Tag tone="red">待改</Tag> : <Tag tone="chip">未填</Tag>}</li>)}</ul>
        </section>
        {linkage.heldTotal > 0 && <RiskPanel linkage={linkage} requester={requester} title="取得以后，本部门凭同一标识可以关联：" narrow {...(onLeaveOut ? { onLeaveOut } : {})} />}
        <section>
          <h2>提交以后</h2>
          <ol className="after-list">
            <li>1. 本部门共享工作机构负责人同意</li>
            <li>2. {provider}即时收到，时限起算，当日不计</li>
            <li>3. {ifToday.reply === null ? '按时限答复' : <>{ifToday.reply.days} 个工作日内答复，若今日收到，至迟 <b className="nowrap">{ifToday.reply.by}</b></>}；材料不全的只能一次性告知</li>
            <li>4. 同意后{ifToday.delivery === null ? '按约定提供' : ` ${ifToday.delivery.days} 个工作日内提供`}</li>
          </ol>
        </section>
        {precedents && precedents.granted > 0 && <PrecedentsNote precedents={precedents} onPattern={onPattern} />}
      </div>
    </aside>
  );
}

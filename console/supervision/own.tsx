import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { FindingOwn } from '../../processes/supervision/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { ArticleTag, Tag } from '../kit/tag.tsx';

export function Own({ view }: { readonly view: CaseView }) {
  const own = view.own as z.infer<typeof FindingOwn>;
  return (
    <section>
      <div className="section-head"><h2>线索</h2><ArticleTag>{own.groundZh}</ArticleTag>{own.state === 'found' && <Tag tone="chip">未经责令，不产生效力</Tag>}</div>
      <dl className="pairs">
        <dt>单位</dt><dd>{own.departmentName}</dd><dt>由谁处理</dt><dd>{own.judgeName ?? (own.judge === 'upper' ? '上级主管部门' : '同级主管部门')}</dd>
        <dt>情形</dt><dd className="wide">{own.groundText}</dd>
        {own.cause && <><dt>事项</dt><dd className="wide"><Link to="/cases/$kind/$ref" params={{ kind: own.cause.kind, ref: own.cause.ref }}>{own.cause.number ?? ''} {own.cause.title}</Link>（{own.cause.kindZh}，{own.cause.stateZh}）</dd></>}
        {own.clockZh && <><dt>时限</dt><dd>{own.clockZh}，应于 {own.dueOn} 24:00 前</dd><dt>超期</dt><dd>{own.daysLate ?? 0} 个工作日</dd></>}
        {own.mendBy && <><dt>改正期限</dt><dd>{own.mendBy}</dd></>}
        <dt>列入</dt><dd>{own.raisedOn}{own.clue ? '，须由人判断' : '，时钟自动'}</dd>
      </dl>
      {own.circulated.length > 0 && <ul className="links-list">{own.circulated.map((c) => <li key={c.on + c.text}><b>{c.on} 通报</b><div className="pre">{c.text}</div></li>)}</ul>}
    </section>
  );
}

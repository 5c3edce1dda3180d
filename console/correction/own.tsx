import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { count, moment, orDash } from '../kit/formats.ts';
import { ArticleTag } from '../kit/tag.tsx';
import { poll, refreshAll } from '../shell/api.ts';
import { Receivers } from './receivers.tsx';
import { Rows } from './rows.tsx';
import { ownOf } from './shapes.ts';

/** What is in doubt and what came of it; the records; who received them. Each side sees its own part. */
export function Own({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  const receives = own.side === 'receiver';
  return (
    <>
      <Watched view={view} />
      <section>
        <div className="section-head"><h2>{receives ? '更正通知' : '校核'}</h2><ArticleTag>第二十六条第二款</ArticleTag></div>
        <dl className="pairs one">
          <dt>目录</dt><dd><Link to="/catalog/$region/$entry" params={{ region: own.entry.region, entry: own.entry.id }}>{own.entry.name}</Link>{own.entry.code ? `　${own.entry.code}` : ''}</dd>
          {own.rule && <><dt>质量规则</dt><dd>{own.rule.zh}（{moment(own.rule.endedAt).slice(0, 10)} 检查 {count(own.rule.checked)} 条，不合格 {count(own.rule.failed)} 条）</dd></>}
          {own.grounds !== null && <><dt>发现经过</dt><dd className="pre">{orDash(own.grounds)}</dd></>}
          {receives ? <><dt>涉及本部门</dt><dd>取得过的 {count(own.rows)} 条记录已经更正，请更正本部门的数据</dd></>
            : <><dt>记录</dt><dd>{count(own.rows)} 条{own.upheld + own.rejected > 0 && `：属实 ${count(own.upheld)} 条，不属实 ${count(own.rejected)} 条${own.rows > own.upheld + own.rejected ? `，待核实 ${count(own.rows - own.upheld - own.rejected)} 条` : ''}`}{own.contested && '（经异议重新核实）'}</dd></>}
          {own.changed && <><dt>更正情况</dt><dd className="pre">{own.changed}</dd></>}
          {own.look && own.upheld > 0 && <><dt>平台核对</dt><dd>{lookZh(own)}</dd></>}
          {own.referrals.map((one) => <Referral key={one.source + one.on} one={one} />)}
          {own.receipt && <><dt>本部门确认</dt><dd>{own.receipt.confirmedOn ? `${own.receipt.confirmedOn} ${own.receipt.howZh ?? ''}` : `${own.receipt.toldOn} 通知，尚未确认`}</dd></>}
          {own.rating && <><dt>评价</dt><dd>{own.rating.solved ? '已经解决' : '没有解决'}，{own.rating.score} 分{own.rating.text ? `：${own.rating.text}` : ''}</dd></>}
        </dl>
      </section>
      <Rows view={view} />
      {!receives && own.receivers.told > 0 && <Receivers view={view} />}
    </>
  );
}

function lookZh(own: ReturnType<typeof ownOf>): string {
  const { look } = own;
  if (!own.bound) return '目录没有挂接数据资源，平台不能核对';
  if (look === null) return '—';
  if (look.running) return `正在核对，从第 ${count(look.from)} 条起`;
  if (look.fault) return `没有核对完：${look.fault}`;
  return look.unseen === 0 ? '属实的记录都已看到更正后的值' : `还有 ${count(look.unseen)} 条没有看到更正后的值${look.at ? `（${moment(look.at)} 核对）` : ''}`;
}

function Referral({ one }: { readonly one: ReturnType<typeof ownOf>['referrals'][number] }) {
  return <><dt>转请核实</dt><dd>{one.on} 请{one.name}于 {one.until} 前核实：{one.text}<div className="second pre">{one.answeredOn ? `${one.answeredOn} 核实意见：${one.said ?? ''}` : '尚未出具核实意见'}</div></dd></>;
}

/** While the platform looks at many records, the page asks again by itself. */
function Watched({ view }: { readonly view: CaseView }) {
  const running = ownOf(view).look?.running === true;
  const { data } = useQuery({ queryKey: ['correction-look', view.ref], enabled: running, refetchInterval: 2_000, gcTime: 0, queryFn: ({ signal }) => poll<CaseView>(`/correction/${view.ref}`, {}, signal) });
  const done = data !== undefined && ownOf(data).look?.running === false;
  useEffect(() => { if (running && done) refreshAll(['correction-look']); }, [running, done]);
  return running ? <p className="notice acc" role="status">平台正在逐条核对更正情况，可以先办别的事。</p> : null;
}

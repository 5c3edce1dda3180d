import { Link } from '@tanstack/react-router';
import type { DisputeOwn } from '../../processes/dispute/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { orDash } from '../kit/formats.ts';
import { ArticleTag, Tag } from '../kit/tag.tsx';

/** What is disputed, who mediates and why, what was tried, agreed or decided, and reported done. */
export function Own({ view }: { readonly view: CaseView }) {
  const own = view.own as DisputeOwn;
  return (
    <>
      <section>
        <div className="section-head"><h2>争议</h2><ArticleTag>第二十八条第二款</ArticleTag></div>
        <dl className="pairs one">
          <dt>所争议的事项</dt><dd><Link to={own.subject.href}>{own.subject.number ?? ''} {own.subject.title}</Link>（{own.subject.kindZh}{own.subject.matterZh ? `·${own.subject.matterZh}` : ''}）</dd>
          <dt>请求</dt><dd className="pre">{orDash(own.claim)}</dd>
          <dt>事实与理由</dt><dd className="pre">{orDash(own.grounds)}</dd>
          <dt>由谁协调</dt><dd>{own.forum.why || '双方共同的上级主管部门还没有在本平台登记。'}</dd>
          {own.record && <><dt>协商情况</dt><dd className="pre">{own.record}</dd></>}
          {own.report && <><dt>协调情况与报告</dt><dd className="pre">{own.report}</dd></>}
        </dl>
      </section>
      {own.outcome && (
        <section>
          <div className="section-head"><h2>{own.outcome.by === 'settled' ? '一致意见' : '政府决定'}</h2><Tag tone="chip">{own.outcome.effectZh}</Tag></div>
          <dl className="pairs one">
            {own.outcome.document && <><dt>文件</dt><dd>{own.outcome.document.title}（{own.outcome.document.number}，{own.outcome.document.on}）</dd></>}
            <dt>文本</dt><dd className="pre">{own.outcome.text}</dd>
            {own.outcome.replyBy && <><dt>重新办理</dt><dd>{own.outcome.replyBy} 24:00 前</dd></>}
            <dt>由谁履行</dt><dd>{own.outcome.boundZh}{own.outcome.doneBy ? `，${own.outcome.doneBy} 24:00 前` : ''}</dd>
            {own.reports.map((r) => <Report key={r.org + r.on} name={r.name} on={r.on} done={r.done} />)}
          </dl>
        </section>
      )}
    </>
  );
}

function Report({ name, on, done }: { readonly name: string; readonly on: string; readonly done: string }) {
  return <><dt>{on} 报履行</dt><dd className="pre">{name}：{done}</dd></>;
}

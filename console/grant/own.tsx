import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Fragment, lazy, Suspense, useRef, useState } from 'react';
import { disposalEvidence } from '../../law/disposal-evidence.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { requestKey } from '../../sdk/client.ts';
import { copyText } from '../kit/clipboard.ts';
import { disposalZh, groundZh, maskZh, modeZh, serviceKindZh } from '../kit/codes.ts';
import { count, moment } from '../kit/formats.ts';
import { Lamp } from '../kit/lamp.tsx';
import { ErrorState } from '../kit/states.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { holds, useSession } from '../shell/session.ts';
import { CallChart } from '../usage/call-chart.tsx';
import { WindowsNotice } from '../resource/windows-notice.tsx';
import { UsageRecords } from '../usage/usage-records.tsx';
import { usageQuery } from '../usage/usage-queries.ts';
import { OpenUseChange } from './open-change.tsx';
import { LegacyNotice, Signing } from './legacy-note.tsx';
import { dayUntil, ownOf } from './shapes.ts';

/** Who stopped it, when, on what ground, and until when: before everything else. */
export function Above({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  return (
    <>
      {own.suspension && <Suspension view={view} />}
      <LegacyNotice view={view} />
      {own.unused && <section className="notice near"><p><b>长期未使用</b>：{own.unused.recorded ? `至 ${own.unused.since} 已长期没有调用记录` : `至 ${own.unused.since} 已长期没有确认使用；批量交换、文件下载的使用，平台没有逐次记录，由需求部门填报`}。需求部门确认仍需使用，或者结束授权。　<ArticleTag>第二十七条第一款</ArticleTag></p></section>}
      {own.renews && view.state === 'preparing' && <section className="notice near"><p><b>续期授权尚未交付</b>：{own.bound ? '平台探测没有通过' : '该目录没有挂接经过检验的资源'}，须由提供部门的交换运维交付。原授权{own.renews.number ? `（${own.renews.number}）` : ''}到期时仍未交付的，其间不能使用，原授权取得的数据也须照要求处置。</p></section>}
      {own.imported && <section className="notice acc"><p><b>存量共享</b>：平台运行以前已经在做的共享，{own.imported.confirmedOn ? `${own.imported.confirmedOn} 经双方负责人确认，各期限自这一天起算` : '须由双方的共享工作机构负责人共同确认，确认以后生效'}　<ArticleTag>第四十四条</ArticleTag></p><p className="pre second">依据：{own.imported.papers}</p></section>}
      {own.service && <WindowsNotice windows={own.service.windows} />}
      {own.hold && view.state === 'held' && <section className="notice near"><p><b>应急停用</b>（{own.hold.on}）：{own.hold.reason}</p>{own.hold.incident && <Link to="/cases/$kind/$ref" params={{ kind: 'incident', ref: own.hold.incident }}>查看安全事件</Link>}</section>}
    </>
  );
}

const Examples = lazy(() => import('../kit/examples.tsx').then((it) => ({ default: it.Examples })));

/** 授权内容: what both sides agreed and what the gateway enforces; then calls and the usage record. */
export function Own({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  return (
    <>
      <section>
        <div className="section-head"><h2>授权内容</h2><ArticleTag>即双方约定，网关照此放行</ArticleTag></div>
        <dl className="pairs">
          <dt>数据项</dt><dd>{own.items.length} 项：{own.items.map((i) => i.name).join('、')}</dd>
          <dt>方式</dt><dd>{modeZh(own.mode)}{own.serviceKind ? `·${serviceKindZh(own.serviceKind)}` : ''}{own.service ? `，键：${own.service.keys.map((k) => k.name).join('、') || '无'}` : ''}</dd>
          <dt>用途</dt><dd>{own.purpose}</dd>
          <dt>使用范围</dt><dd>{own.range || '—'}</dd>
          {own.below.length > 0 && <><dt>由本部门转供</dt><dd>{own.below.map((one) => `${one.name}（${one.code}）`).join('、')}</dd></>}
          {own.thirdParties.length > 0 && <><dt>已同意提供给</dt><dd>{own.thirdParties.map((one) => <div key={one.who}>{one.who}（{one.on}）</div>)}</dd></>}
          <dt>行范围</dt><dd>{own.rowFilter.length === 0 ? '全部' : own.rowFilter.map((f) => <div key={f.zh}>{f.zh}</div>)}</dd>
          <dt>配额</dt><dd>每日 {count(own.quota.perDay)} 次，每分钟 {count(own.quota.perMinute)} 次</dd>
          <dt>期限</dt><dd>{dayUntil(own.term)}{own.imported?.endless ? `（${own.imported.endless}）` : ''}</dd>
          <dt>脱敏</dt><dd>{own.items.filter((i) => i.mask !== 'none').map((i) => `${i.name}：${maskZh(i.mask)}`).join('；') || '无'}</dd>
          <dt>用后处置</dt><dd>{disposalZh(own.disposal.how)}{own.disposal.by ? `，${own.disposal.by} 前` : own.disposal.days ? `，结束后 ${own.disposal.days} 日内` : ''}</dd>
          <dt>使用系统</dt><dd>{own.systems.join('、') || '—'}{own.addresses.length > 0 && `（${own.addresses.join('、')}）`}</dd>
          {own.mode === 'service' && <><dt>签名校验</dt><dd><Signing own={own} /></dd></>}
          <dt>使用条件</dt><dd>{own.conditions.join('；') || '无'}</dd>
          {own.application && <><dt>依据的申请</dt><dd><Link to="/cases/$kind/$ref" params={{ kind: 'application', ref: own.application.ref }}>{own.application.number ?? '查看'}</Link></dd></>}
          <dt>目录</dt><dd><Link to="/catalog/$region/$entry" params={{ region: own.entry.region, entry: own.entry.id }}>{own.entry.name}</Link>　v{own.entry.version}</dd>
        </dl>
      </section>
      <Disposed view={view} />
      <Usage view={view} />
      {own.key?.mine && own.key.rid !== '' && <Suspense fallback={null}><Examples of={view.ref} rid={own.key.rid} sid={own.key.sid} query={Object.fromEntries((own.service?.keys ?? []).map((k) => [k.field, '']))} /></Suspense>}
    </>
  );
}

/** 处置情况: what the requester reported last, point by point, for who confirms it. */
function Disposed({ view }: { readonly view: CaseView }) {
  const move = view.timeline.find((one) => one.act === 'dispose');
  if (move === undefined) return null;
  const { way = '', points = {}, evidence = '' } = move.states as { way?: string; points?: Readonly<Record<string, string>>; evidence?: string };
  const asked = disposalEvidence[way as 'delete']?.points ?? [];
  return (
    <section>
      <div className="section-head"><h2>处置情况</h2><ArticleTag>第二十七条第一款</ArticleTag><span className="second">{move.orgName} {move.onDay} 报</span></div>
      <dl className="pairs">
        <dt>实际处置</dt><dd>{disposalZh(way)}{way !== ownOf(view).disposal.how && way !== 'nothing-stored' && <Tag tone="near">要求为{disposalZh(ownOf(view).disposal.how)}</Tag>}</dd>
        {asked.filter(({ name }) => points[name]).map(({ name, zh }) => <Fragment key={name}><dt>{zh}</dt><dd className="pre">{points[name]}</dd></Fragment>)}
        {evidence && <><dt>说明</dt><dd className="pre">{evidence}</dd></>}
        <dt>证明</dt><dd>{move.attachments.length > 0 ? move.attachments.map((file) => <div key={file.id}><a href={`/api/attachments/${file.region}/${file.id}`}>{file.name}</a></div>) : '无'}</dd>
      </dl>
    </section>
  );
}

function Suspension({ view }: { readonly view: CaseView }) {
  const { suspension, disposal } = ownOf(view);
  const newest = (act: string) => view.timeline.find((m) => m.act === act);
  const [move, ended, again] = [newest('suspend'), newest('terminate'), newest('insist')];
  if (!suspension) return null;
  if (ended) {
    return (
      <section className="notice red">
        <p>{ended.orgName ?? '提供部门'}于 {ended.onDay} 终止了本授权，不再恢复　<ArticleTag>第二十七条第二款</ArticleTag></p>
        <p className="pre">理由：{String(ended.states['reasons'] ?? '')}</p>
        <p className="second">此前于 {suspension.on} 因{groundZh(suspension.ground)}暂停。{disposal.by && `已取得的数据须在 ${disposal.by} 前处置。`}</p>
      </section>
    );
  }
  return (
    <section className="notice red">
      <p>{move?.orgName ?? '提供部门'}于 {move ? `${move.onDay} ${moment(move.at).slice(11)}` : suspension.on} 暂停了本授权，各网关在 2 秒内停止放行　<ArticleTag>第二十七条第二款</ArticleTag></p>
      <p className="pre">事由：{groundZh(suspension.ground)}。{suspension.evidence}</p>
      {again && move && again.version > move.version && <p className="pre">{again.onDay} 再限期整改，还缺：{String(again.states['lacking'] ?? '')}</p>}
      <p className="second">限 {suspension.mendBy ?? '—'} 24:00 前报整改情况。整改后由暂停的一方恢复；到期未整改或整改不到位的，可以终止。</p>
    </section>
  );
}

function Usage({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  const { data, error } = useQuery(usageQuery(view.ref));
  if (error) return <section><div className="section-head"><h2>近 30 日调用</h2></div><p className="second">暂时看不到调用记录。</p></section>;
  if (!data) return null;
  return (
    <>
      <CallChart days={data.days} limit={own.quota.perDay} suspendedFrom={own.suspension ? suspendedAt(view) : null} grant={view.ref} />
      <UsageRecords view={view} data={data} />
    </>
  );
}

/** Records carry the machine's time, so the chart is cut at the machine's day of the suspension. */
const suspendedAt = (view: CaseView): string | null => { const at = view.timeline.find((m) => m.act === 'suspend')?.at; return at ? moment(at).slice(0, 10) : null; };

const OpenServiceChange = lazy(() => import('./open-service-change.tsx').then((module) => ({ default: module.OpenServiceChange })));
/** Whose credential opens nothing any more. */
const over: ReadonlySet<string> = new Set(['ended', 'terminated', 'disposing', 'reported', 'disposed']);
const runs = new Set(['preparing', 'delivered', 'active', 'suspended', 'mended', 'held']);

/** 领用凭据: identity for all who may see it, the secret never again; and renewal. */
export function Aside({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  const session = useSession();
  const mine = view.parties.find((p) => p.party === 'requester')?.org === session.actor.org;
  const gives = view.parties.find((p) => p.party === 'provider')?.org === session.actor.org;
  const [changing, setChanging] = useState(false);
  const asks = mine && holds(session, 'clerk');
  const renews = asks && ['active', 'delivered'].includes(view.state);
  const changes = gives && holds(session, 'head') && runs.has(view.state);
  return (
    <>
      {(renews || changes || (asks && runs.has(view.state))) && (
        <section className="acts no-print" aria-label="就本授权另行办理">
          {renews && <Renew view={view} />}
          {asks && runs.has(view.state) && <OpenUseChange grant={view.ref} />}
          {changes && <button type="button" className="act-button" onClick={() => setChanging(true)}><span>拟变更、终止服务…</span><span className="act-basis">第二十七条第三款</span></button>}
        </section>
      )}
      {own.key && (
        <section className="panel"><header><h3>领用凭据</h3>{over.has(view.state) ? <Tag tone="chip">已失效</Tag> : own.key.stopped ? <Tag tone="red">密钥已停用</Tag> : own.served ? <Lamp lamp={{ kind: 'normal', text: '可用', dueOn: null, provisional: false, local: false, cells: [] }} /> : <Tag tone="pause">‖ 暂不可用</Tag>}</header>
          <div className="stack" style={{ gap: 8 }}>
            {mine && <div><div className="row between"><span className="meta">应用标识（rid）</span><button type="button" className="plain-button second" onClick={() => copyText(own.key?.rid ?? '')}>复制<span className="hidden-text">应用标识</span></button></div><b className="keep mono">{own.key.rid}</b></div>}
            {mine && <div><div className="row between"><span className="meta">服务标识（sid）</span><button type="button" className="plain-button second" onClick={() => copyText(own.key?.sid ?? '')}>复制<span className="hidden-text">服务标识</span></button></div><b className="keep mono">{own.key.sid}</b></div>}
            <div><div className="meta">密钥</div><div>{own.key.collectedOn ? '已领用，不再显示' : '尚未领用'}</div></div>
            <p className="meta">{own.key.collectedOn && `${own.key.collectedOn} 领用。`}{own.key.endsAt && `旧密钥至 ${moment(own.key.endsAt)} 有效。`}{!over.has(view.state) && '再次领用须更换密钥，旧密钥 24 小时后失效，并通知提供部门。'}</p>
          </div>
        </section>
      )}
      {changing && <Suspense fallback={null}><OpenServiceChange view={view} onClose={() => setChanging(false)} /></Suspense>}
    </>
  );
}

/** 续期: a new application that names this grant and takes over without a gap. */
function Renew({ view }: { readonly view: CaseView }) {
  const navigate = useNavigate();
  const own = ownOf(view);
  const key = useRef(requestKey());
  const [error, setError] = useState<unknown>(null);
  const open = async () => {
    try {
      const answer = await api.open('application', { entryRegion: own.entry.region, entry: own.entry.id, renews: view.ref }, key.current);
      await navigate({ to: '/cases/application/$ref/edit', params: { ref: answer.ref } });
    } catch (thrown) { setError(thrown); }
  };
  return <div>{error !== null && <ErrorState error={error} />}<button type="button" className="act-button" onClick={() => void open()}><span>续期…</span><span className="act-basis">（新申请，不断档）</span></button></div>;
}

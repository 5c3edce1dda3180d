import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { SandboxView, SandboxWithKey } from '../../processes/grant/sandbox/contract.ts';
import type { z } from 'zod';
import { OnceNotice } from '../case/once.tsx';
import { serviceKindZh } from '../kit/codes.ts';
import { Examples } from '../kit/examples.tsx';
import { count, moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { takeKey } from './key-once.ts';
import { closedZh } from './list-page.tsx';

/** One sandbox: how to call it, rows whose keys find something, what was called, and the drill of a stolen key. */
export function SandboxPage() {
  const { ref } = useParams({ strict: false }) as { ref: string };
  const { data, error, refetch } = useQuery({ queryKey: ['sandbox', ref], retry: false, refetchInterval: 10_000, queryFn: ({ signal }) => api.get<SandboxView>(`/sandboxes/${ref}`, {}, { signal }) });
  const heading = usePage('接口沙箱', data?.name ?? '');
  const [made, setMade] = useState<Readonly<Record<string, unknown>> | null>(null);
  const opened = useRef<Readonly<Record<string, unknown>> | null | undefined>(undefined);
  opened.current ??= takeKey(ref);
  if (error) return <main id="main" className="page" tabIndex={-1}><ErrorState page error={error} onRetry={() => void refetch()} /></main>;
  if (!data) return <main id="main" className="page" tabIndex={-1}><Loading /></main>;
  const key = made ?? opened.current;
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>接口沙箱 · {data.name}</h1>{!data.open ? <Tag tone="pause">{closedZh[data.closedWhy ?? ''] ?? '已结束'}</Tag> : data.key.stopped ? <Tag tone="red">密钥已停用</Tag> : <Tag tone="ok">可用</Tag>}<Link to="/sandboxes">全部沙箱</Link></div>
      <div className="stack" style={{ gap: 20 }}>
        {key && <OnceNotice key={String(key['appKey'])} once={key} />}
        {data.newer && <p className="notice near">目录已有新版，沙箱仍按开通时的版本。可结束后重新开通。</p>}
        <dl className="pairs">
          <dt>应用标识</dt><dd className="mono">{data.key.rid}</dd><dt>服务标识</dt><dd className="mono">{data.key.sid}</dd>
          <dt>服务</dt><dd>{serviceKindZh(data.serviceKind)}，键：{data.keys.map((k) => `${k.name}（${k.field}${k.required ? '' : '，可不填'}）`).join('、') || '无'}</dd>
          <dt>到期</dt><dd>{moment(data.endsAt)}</dd>
          <dt>配额</dt><dd>每日 {count(data.quota.perDay)} 次，每分钟 {count(data.quota.perMinute)} 次</dd>
          <dt>目录</dt><dd><Link to="/catalog/$region/$entry" params={{ region: data.entryRegion, entry: data.entry }}>{data.name}</Link>　{data.code}</dd>
        </dl>
        {data.open && <Acts view={data} onDone={(once) => { setMade(once); opened.current = null; void refetch(); }} />}
        <Sample view={data} />
        {data.open && <Examples of={ref} rid={data.key.rid} sid={data.key.sid} query={queryOf(data)} />}
        <Calls view={data} />
      </div>
    </main>
  );
}

/** Keys with the values of the first invented row: an example that finds something. */
function queryOf(view: SandboxView): Record<string, string> {
  const [first] = view.sample;
  return Object.fromEntries(view.keys.filter((key) => key.required).map((key) => [key.field, first?.[view.items.findIndex((item) => item.name === key.name)] ?? '']));
}

function Acts({ view, onDone }: { readonly view: SandboxView; readonly onDone: (once: Readonly<Record<string, unknown>> | null) => void }) {
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const act = async (name: 'rotate' | 'drill' | 'end') => {
    setBusy(true);
    setFailure(null);
    try {
      const answer = await api.post<z.infer<typeof SandboxWithKey> | SandboxView>(`/sandboxes/${view.ref}/${name}`, name === 'drill' ? {} : undefined);
      onDone('once' in answer ? answer.once : null);
    } catch (thrown) { setFailure(thrown); }
    setBusy(false);
  };
  return (
    <section>
      {failure !== null && <ErrorState error={failure} />}
      <div className="row">
        <Button disabled={busy} onClick={() => void act('rotate')}>更换密钥</Button>
        <Button disabled={busy || view.key.stopped} onClick={() => void act('drill')}>密钥失窃演练</Button>
        <Button disabled={busy} onClick={() => void act('end')}>结束沙箱</Button>
      </div>
      <p className="meta">更换后旧密钥 24 小时内仍有效。演练按失窃停用全部密钥，各网关 2 秒内拒绝；不报安全事件，不影响正式授权，本部门安全员收到“演练”通知。</p>
    </section>
  );
}

function Sample({ view }: { readonly view: SandboxView }) {
  return (
    <section><div className="section-head"><h2>虚构的数据</h2><span className="second">前几行，可用作键；身份号码以 99 开头，无人持有</span></div>
      <div style={{ overflow: 'auto' }} tabIndex={0} role="region" aria-label="虚构的数据">
        <table className="gov"><caption className="hidden-text">虚构的数据</caption>
          <thead><tr>{view.items.map((item) => <th key={item.n} scope="col">{item.name}<div className="meta mono">{item.field}</div></th>)}</tr></thead>
          <tbody>{view.sample.map((row, at) => <tr key={at}>{row.map((value, n) => <td key={view.items[n]?.n ?? n} className="mono">{value ?? '空'}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </section>
  );
}

function Calls({ view }: { readonly view: SandboxView }) {
  return (
    <section><div className="section-head"><h2>调用与办理</h2><span className="second">沙箱调用不计为使用，只记次数</span></div>
      {view.days.length === 0 ? <p className="second">还没有调用。</p> : (
        <table className="gov"><caption className="hidden-text">沙箱调用</caption><thead><tr><th scope="col">日期</th><th scope="col">接入方式</th><th scope="col">结果</th><th scope="col">次数</th><th scope="col">最近</th></tr></thead>
          <tbody>{view.days.map((d) => <tr key={`${d.day}${d.door}${d.reason}`}><td>{d.day}</td><td>{d.door === 'rest' ? 'REST' : '国家平台协议'}</td><td>{d.reasonZh}</td><td>{count(d.n)}</td><td>{moment(d.lastAt)}</td></tr>)}</tbody></table>
      )}
      <ul className="second" style={{ marginTop: 8 }}>{view.events.map((e) => <li key={e.at + e.what}>{moment(e.at)}　{e.zh}　{e.by ?? '系统'}{e.note && `（${e.note}）`}</li>)}</ul>
    </section>
  );
}

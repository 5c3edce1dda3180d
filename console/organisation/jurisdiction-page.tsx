import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, type Column } from '../kit/table.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { GraveSheet } from '../officers/grave-sheet.tsx';
import { api } from '../shell/api.ts';
import { holds, useSession } from '../shell/session.ts';
import { RuleSheet } from './rule-sheet.tsx';
import { classZh } from './rule-words.ts';
import type { Jurisdiction } from './shapes.ts';
type Rule = Jurisdiction['rules'][number];
type Limit = Jurisdiction['limits'][number];

/** No article sets it: what stands beside it is what the platform proposes. */
const ofNoArticle = (l: Limit): boolean => l.basis === 'local' || l.basis === 'reading';

/** 地方规定: what this region adopted, which limits it shortened, which numbers it set, each by a document with its dates. */
export function JurisdictionPage() {
  const session = useSession();
  const heading = usePage('地方规定');
  const navigate = useNavigate();
  const { show } = useSearch({ strict: false }) as { show?: string };
  const [sheet, setSheet] = useState<'new' | Rule | null>(null);
  const [done, setDone] = useState('');
  const { data, error, refetch } = useQuery({ queryKey: ['jurisdiction'], queryFn: ({ signal }) => api.get<Jurisdiction>('/jurisdiction', {}, { signal }) });
  const lead = holds(session, 'lead');
  const rules: Column<Rule>[] = [
    { key: 'zh', title: '类别', width: 90, cell: (r) => r.zh },
    { key: 'text', title: '内容', cell: (r) => (r.kind === 'limit' ? r.text.replace(/（(\w[\w-]*)）/, (_, code: string) => `（${classZh(code)}）`) : r.text) },
    { key: 'document', title: '依据文件', cell: (r) => r.document },
    { key: 'term', title: '施行', width: 210, cell: (r) => `${r.from} 起${r.to ? `，至 ${r.to}` : ''}` },
    ...(lead ? [{ key: 'act', title: '办理', align: 'right' as const, width: 90, cell: (r: Rule) => <Button size="small" onClick={() => setSheet(r)}>撤销…</Button> }] : []),
  ];
  const only = show === 'local';
  const limits: Column<Limit>[] = [
    { key: 'what', title: '时限', cell: (r) => <>{r.procedureZh}·{r.clockZh}<div className="meta">{classZh(r.class)}</div></> },
    { key: 'basis', title: '依据', width: 230, cell: (r) => (ofNoArticle(r) ? <span className="second">{r.basisZh}</span> : <ArticleTag>{r.basisZh}</ArticleTag>) },
    { key: 'national', title: '全国', align: 'right', width: 150, cell: (r) => (ofNoArticle(r) ? <span className="second">默认 {r.national} 个工作日</span> : `${r.national} 个工作日`) },
    { key: 'now', title: '本地区', align: 'right', width: 170, cell: (r) => <>{r.now !== r.national && <Tag tone="acc">地方</Tag>} <b>{r.now}</b> 个工作日</> },
    { key: 'extension', title: '延期至多', align: 'right', width: 120, optional: true, cell: (r) => (r.extension > 0 ? `${r.extension} 个工作日` : '—') },
  ];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>地方规定</h1><span className="second">{session.platform.regionName}　只能缩短全国时限，不能延长</span><ArticleTag>第二十三条</ArticleTag>
        <span className="end">{lead && <Button type="primary" disabled={!data} onClick={() => setSheet('new')}>录入地方规定…</Button>}</span></div>
      {done && <p className="notice ok" role="status" style={{ marginBottom: 12 }}>{done}</p>}
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Loading /> : (
        <>
          <GovTable id="local-rules" caption="地方规定" columns={rules} rows={data.rules} rowKey={(r) => r.id} total={`共 ${data.rules.length} 项`} empty={<EmptyState title="还没有地方规定"><p>现在一律按全国时限与平台默认数值办理。本地区另有规定的，由主管部门负责人凭文件录入，自施行之日起对新收到的事项生效。</p></EmptyState>} />
          <section style={{ marginTop: 24 }}>
            <div className="section-head"><h2>各项时限</h2><span className="end pills" role="group" aria-label="时限的范围">{[['', '全部'], ['local', '本地区已缩短']].map(([v, zh]) => <button key={v} type="button" aria-pressed={(show ?? '') === v} onClick={() => void navigate({ to: '/jurisdiction', search: (v ? { show: v } : {}) as never, resetScroll: false })}>{zh}</button>)}</span></div>
            <GovTable id="local-limits" caption="各项时限" columns={limits} rows={data.limits.filter((l) => !only || l.now < l.national)} rowKey={(r) => `${r.procedure}${r.clock}${r.class}`} empty={<p className="second">没有缩短的时限。</p>} />
          </section>
          <section style={{ marginTop: 24 }}>
            <div className="section-head"><h2>数值</h2><span className="second">条例没有定、由地方掌握的</span></div>
            <table className="gov"><caption className="hidden-text">数值</caption><thead><tr><th scope="col">名称</th><th scope="col" className="num" style={{ width: 120 }}>现值</th><th scope="col" className="num" style={{ width: 160 }}>可定范围</th></tr></thead>
              <tbody>{data.numbers.map((n) => <tr key={n.name}><th scope="row">{n.zh}</th><td className="num">{n.value}</td><td className="num second">{n.least}—{n.most}</td></tr>)}</tbody></table>
          </section>
        </>
      )}
      {sheet === 'new' && data && <RuleSheet of={data} onClose={() => setSheet(null)} onDone={() => { setSheet(null); setDone('已录入，自施行之日起对新收到的事项生效。'); }} />}
      {sheet !== null && sheet !== 'new' && <GraveSheet title="撤销地方规定" lead={sheet.text} word="撤销" basis="23" says={<p>撤销以后，新收到的事项恢复按全国时限与平台默认数值办理；正在办理的不变。</p>} send={() => api.delete(`/jurisdiction/${sheet.id}`)} onClose={() => setSheet(null)} onDone={() => { setSheet(null); setDone('已撤销，记入账本。'); }} />}
    </main>
  );
}

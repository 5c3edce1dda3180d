import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { cycleZh, gradeZh, modeZh } from '../kit/codes.ts';
import { citationText } from '../kit/citations.tsx';
import { usePage } from '../kit/head.ts';
import { ItemsTable } from '../kit/items-table.tsx';
import { LawNote } from '../kit/law-note.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { ArticleTag, AttributeTag, Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { holds, useSession } from '../shell/session.ts';
import { BasketButton } from '../application/basket-button.tsx';
import { EntryWindows } from '../resource/windows-notice.tsx';
import { ApplyButton } from './apply-button.tsx';
import { Concerning } from './concerning.tsx';
import { EntryActs } from './entry-acts.tsx';
import { SourcesNote } from '../source/sources-note.tsx';
import { EntryFigures } from './entry-figures.tsx';
import { Holders } from './holders.tsx';
import { stateZh, type Entry } from './shapes.ts';
import { Versions } from './versions.tsx';
import '../case/case.css';
import './catalog.css';

/** 02b: conditions with their grounds before the items; how long answers take; versions with why. */
export function EntryPage() {
  const { region, entry } = useParams({ strict: false }) as { region: string; entry: string };
  const { data, error, refetch } = useQuery({ queryKey: ['entry', region, entry], queryFn: ({ signal }) => api.get<Entry>(`/catalog/entries/${region}/${entry}`, {}, { signal }) });
  if (error && !data) return <main id="main" className="page"><ErrorState page error={error} onRetry={() => void refetch()} /></main>;
  if (!data) return <main id="main" className="page"><Loading /></main>;
  return <Body key={entry} it={data} />;
}

function Body({ it }: { readonly it: Entry }) {
  const session = useSession();
  const heading = usePage(it.name);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const mayApply = holds(session, 'clerk') && it.mayApply;
  const toggle = (n: number) => setChosen((was) => { const next = new Set(was); if (next.has(n)) next.delete(n); else next.add(n); return next; });
  const { sharing } = it.body;
  return (
    <div className="case">
      <header className="case-head">
        <nav className="crumb" aria-label="位置"><Link to="/catalog">目录检索</Link><span aria-hidden="true">/</span>{it.name}</nav>
        <div className="case-title"><span className="row"><h1 ref={heading} tabIndex={-1}>{it.name}</h1><AttributeTag value={it.attribute} /><Tag tone="chip">v{it.version} {stateZh[it.state]}</Tag></span></div>
        <p className="second">{it.code ?? '未赋码'}·{it.providerName}·{it.publishedOn ? `${it.publishedOn} 发布·` : ''}{cycleZh(it.updateCycle)}更新·{it.modes.map(modeZh).join('、')}</p>
      </header>
      <aside className="case-side" aria-label="申请与依据"><div className="case-side-in" tabIndex={0} role="group" aria-label="办理与依据，可滚动">
        <section className="acts" id="acts" tabIndex={-1}>
          {mayApply && <ApplyButton block region={it.region} entry={it.entry} items={[...chosen].sort((a, b) => a - b)} label={chosen.size > 0 ? `申请所选 ${chosen.size} 项` : '申请'} />}
          {mayApply && <BasketButton it={it} items={[...chosen].sort((a, b) => a - b)} />}
          {!it.mayApply && it.mayApplyNot && <p className="notice near">{it.mayApplyNot}</p>}
          <EntryActs it={it} />
        </section>
        <EntryFigures it={it} />
        <LawNote basis={it.attribute === 'not-shared' ? '15.2' : '15.1'} />
      </div></aside>
      <main id="main" className="case-main" tabIndex={-1}>
        <p>{it.summary}</p>
        <EntryWindows region={it.region} entry={it.entry} />
        {it.sources.length > 0 && <SourcesNote sources={it.sources} region={it.region} />}
        {sharing.attribute === 'not-shared' ? <NotShared it={it} /> : <Conditions it={it} />}
        <section>
          <div className="section-head"><h2>数据项</h2><span className="second">{it.body.items.length}{mayApply ? '　勾选后申请，只取必要的' : ''}</span></div>
          <ItemsTable items={it.body.items} caption={`${it.name}的数据项`} {...(mayApply ? { chosen, onToggle: toggle } : {})} />
        </section>
        <section>
          <div className="section-head"><h2>基本信息</h2></div>
          <dl className="pairs">
            <dt>编制依据</dt><dd>{it.body.duty.map((d) => <div key={citationText(d)}>{citationText(d)}</div>)}</dd>
            <dt>数据分级</dt><dd>{gradeZh(it.grade)}　{it.body.dataClass}</dd>
            <dt>来源系统</dt><dd>{it.body.sourceSystem || '—'}</dd>
            <dt>联系</dt><dd>{it.body.office ? `${it.body.office}，` : ''}{it.body.contact}，{it.body.phone}</dd>
          </dl>
        </section>
        <Concerning it={it} />
        {holds(session, 'cataloguer', 'clerk', 'head', 'chief', 'operator', 'security', 'reviewer', 'lead') && <Holders it={it} />}
        <Versions it={it} />
      </main>
    </div>
  );
}

function Conditions({ it }: { readonly it: Entry }) {
  const { sharing } = it.body;
  if (sharing.attribute === 'unconditional') return <section><div className="section-head"><h2>使用条件</h2><ArticleTag>第十四条（一）</ArticleTag></div><p>无使用条件，可以提供给所有政府部门共享使用。{it.standingConsent && `负责人已作常设同意（${it.standingConsent.on}），提出申请即答复。`}</p></section>;
  const rows = [...sharing.ranges.map((t) => ['共享范围', t] as const), ...sharing.purposes.map((t) => ['使用用途', t] as const), ...sharing.conditions.map((t, n) => [`条件 ${n + 1}`, t] as const)];
  return (
    <section>
      <div className="section-head"><h2>使用条件</h2><ArticleTag>第十五条第二款</ArticleTag><span className="second">答复不得另加条件</span></div>
      <table className="gov"><caption className="hidden-text">使用条件</caption><thead><tr><th scope="col" style={{ width: 110 }}>条件</th><th scope="col">内容</th></tr></thead>
        <tbody>{rows.map(([zh, text]) => <tr key={zh + text}><th scope="row">{zh}</th><td>{text}</td></tr>)}</tbody></table>
      {sharing.basis.length > 0 && <p className="second" style={{ marginTop: 8 }}>依据：{sharing.basis.map((b) => `${citationText(b)}${b.text ? `“${b.text}”` : ''}`).join('；')}</p>}
    </section>
  );
}

function NotShared({ it }: { readonly it: Entry }) {
  const { sharing } = it.body;
  return (
    <section className="notice red"><p>不予共享</p><p className="pre">理由：{sharing.reason}</p>
      {sharing.basis.map((b) => <div key={citationText(b)}><p>依据：{citationText(b)}</p>{b.text && <p style={{ fontFamily: 'var(--song)', fontSize: 15, lineHeight: '26px' }}>“{b.text}”</p>}</div>)}
      {it.note && <p><Link to="/documents/$document" params={{ document: it.note }}>不予共享说明</Link>（可以打印、下载）</p>}
    </section>
  );
}

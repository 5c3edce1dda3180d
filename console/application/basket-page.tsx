import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { Entry } from '../catalog/shapes.ts';
import { ErrorSummary } from '../kit/fields.tsx';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState } from '../kit/states.tsx';
import { ArticleTag } from '../kit/tag.tsx';
import { LawNote } from '../kit/law-note.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { BasisFields, ModeFields } from './apply-steps.tsx';
import { BasketLine } from './basket-line.tsx';
import { changeBasket, modesOf, setLine, useBasket } from './basket.ts';
import { fileBasket } from './basket-file.ts';
import { commonMissing } from './basket-check.ts';
import type { Draft } from './shapes.ts';
import './application.css';

/** 申请清单: several entries for one matter. Statements once, items for each, one application for each; each is its own case. */
export function BasketPage() {
  const basket = useBasket();
  const heading = usePage('申请清单');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [said, setSaid] = useState('');
  const entries = useQueries({ queries: basket.lines.map((l) => ({ queryKey: ['entry', l.region, l.entry], queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Entry>(`/catalog/entries/${l.region}/${l.entry}`, {}, { signal }) })) });
  const open = basket.lines.filter((l) => !l.filed);
  const modes = modesOf(entries.flatMap((e, n) => (e.data && !basket.lines[n]?.filed ? [e.data.modes] : [])));
  const { common } = basket;
  const set = (change: Partial<Draft>) => changeBasket((was) => ({ ...was, common: { ...was.common, ...change } }));
  const file = async () => {
    const wrong = commonMissing(common, open, modes);
    setErrors(wrong);
    setSaid('');
    if (Object.keys(wrong).length > 0) return;
    setRunning(true);
    setFailure(null);
    try {
      const filed = await fileBasket(open, common);
      setSaid(filed === open.length ? `${filed} 件都已提交，等本部门负责人同意。` : `已提交 ${filed} 件；${open.length - filed} 件没有提交，草稿都在，改好后再办。`);
    } catch (thrown) {
      setFailure(thrown);
    }
    setRunning(false);
    refreshAll();
    window.scrollTo({ top: 0 });
  };
  if (basket.lines.length === 0) return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>申请清单</h1></div>
      <EmptyState title="清单里还没有目录" actions={<Link className="button-link" to="/catalog">去检索目录</Link>}><p>同一件事要用几个部门的数据时，在检索里逐个“加入清单”，五项申请事由只填一次，每个目录各立一件申请。</p></EmptyState>
    </main>
  );
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>申请清单</h1><span className="second">事由填一次，每个目录各立一件申请</span><ArticleTag>第二十条第二款</ArticleTag></div>
      {said && <p className={`notice ${said.startsWith('已') ? 'near' : 'ok'}`} role="status" style={{ marginBottom: 12 }}>{said}</p>}
      {running && <p className="notice acc" role="status" style={{ marginBottom: 12 }}>正在办理 {open.length} 件。</p>}
      {failure !== null && <ErrorState error={failure} />}
      <ErrorSummary errors={errors} idOf={(path) => (path.startsWith('line-') ? path : `apply-${path.split('.')[0]}`)} />
      <section>
        <div className="section-head"><h2>目录</h2><span className="second">{basket.lines.length} 项</span><span className="end"><Link to="/catalog">再加目录</Link></span></div>
        <ul className="stack">{basket.lines.map((line, n) => <BasketLine key={line.entry} line={line} entry={entries[n]?.data} error={entries[n]?.error} busy={running} wrong={errors[`line-${line.entry}`]} onItems={(items) => setLine(line.entry, { items })} />)}</ul>
      </section>
      {open.length > 0 && (
        <section style={{ marginTop: 24 }}>
          <div className="section-head"><h2>共同的申请事由</h2></div>
          <LawNote basis="20.2" />
          <fieldset disabled={running} className="form" style={{ marginTop: 16 }}><legend className="hidden-text">共同的申请事由</legend>
            <BasisFields body={common} set={set} errors={errors} />
            {modes.length === 0 && entries.every((e) => e.data) ? <p className="notice near">这些目录没有共同的共享方式，请分开申请。</p> : <ModeFields body={common} set={set} errors={errors} modes={modes} />}
          </fieldset>
          <section className="notice acc" style={{ marginTop: 20 }}><p>提交即承诺：申请真实、合法、必要；只在申请的范围和事项内使用；不提供给第三方；使用目的实现后按要求妥善处置。</p></section>
        </section>
      )}
      <div className="form-foot">
        {open.length > 0 ? <Button type="primary" loading={running} disabled={entries.some((e) => !e.data)} onClick={() => void file()}>提交 {open.length} 件，请负责人同意</Button> : <Link className="button-link primary" to="/cases/$kind" params={{ kind: 'application' }} search={{ side: 'requester' } as never}>看我的申请</Link>}
        <Button disabled={running} onClick={() => changeBasket((was) => ({ ...was, lines: open.length > 0 ? was.lines.filter((l) => !l.filed) : [] }))}>{open.length > 0 ? '移去已提交的' : '清空清单'}</Button>
        <span className="second end">清单给您留着，在别的机器上登录也在；90 日没有改动的清去</span>
      </div>
    </main>
  );
}

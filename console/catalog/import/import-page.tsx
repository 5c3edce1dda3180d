import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { count, moment } from '../../kit/formats.ts';
import { usePage } from '../../kit/head.ts';
import { LawNote } from '../../kit/law-note.tsx';
import { ErrorState, Loading } from '../../kit/states.tsx';
import { Tag } from '../../kit/tag.tsx';
import { api } from '../../shell/api.ts';
import { Decide } from './decide.tsx';
import { Found } from './found.tsx';
import { Missing } from './missing.tsx';
import { fileLine, stateTone, stateZh, works, type ImportView } from './shapes.ts';
import '../../case/case.css';
import '../catalog.css';

/** One import: what is in the workbook, what is to become of it, what became of it. */
export function ImportPage() {
  const { region, id } = useParams({ strict: false }) as { region: string; id: string };
  const { data, error, refetch } = useQuery({
    queryKey: ['import', region, id], queryFn: ({ signal }) => api.get<ImportView>(`/catalog/imports/${region}/${id}`, {}, { signal, headers: { 'x-shuqiao-poll': '1' } }),
    refetchInterval: (query) => (query.state.data && works(query.state.data.state) ? 1_000 : false),
  });
  if (error && !data) return <main id="main" className="page"><ErrorState page error={error} onRetry={() => void refetch()} /></main>;
  if (!data) return <main id="main" className="page"><Loading /></main>;
  return <Body key={id} it={data} />;
}

function Body({ it }: { readonly it: ImportView }) {
  const heading = usePage(it.name);
  const search = useSearch({ strict: false }) as { kind?: string; outcome?: string };
  return (
    <div className="case">
      <header className="case-head">
        <nav className="crumb" aria-label="位置"><Link to="/imports">批量导入目录</Link><span aria-hidden="true">/</span>{it.name}</nav>
        <div className="case-title"><span className="row"><h1 ref={heading} tabIndex={-1}>{it.name}</h1><Tag tone={stateTone[it.state]}>{stateZh[it.state]}</Tag></span></div>
        <p className="second">{fileLine(it)}·{it.by} {moment(it.madeAt)} 上传{it.layout ? `·${it.layout === 'flat' ? '旧式平表' : '本平台模板'}` : ''}{it.counts ? `·信息项 ${count(it.counts.items)}` : ''}</p>
      </header>
      <aside className="case-side" aria-label="办理与依据"><div className="case-side-in" tabIndex={0} role="group" aria-label="办理与依据，可滚动">
        <Decide it={it} />
        <LawNote basis={it.refusal?.article ?? (it.counts && it.counts.mixed > 0 ? '14' : '13.1')} />
      </div></aside>
      <main id="main" className="case-main" tabIndex={-1}>
        <Progress it={it} />
        {it.refusal && <section className="notice red" role="alert"><p>没有导入</p><p>{it.refusal.message}</p>{it.refusal.cells.length > 0 && <p className="second">位置：{it.refusal.cells.join('、')}</p>}</section>}
        {it.notes.map((note) => <p key={note} className="notice acc" style={{ marginBottom: 12 }}>{note}</p>)}
        {it.sheets.filter((sheet) => sheet.unknown.length > 0).map((sheet) => <p key={sheet.name} className="second">“{sheet.name}”中没有用到的列：{sheet.unknown.join('、')}</p>)}
        {it.state === 'checked' && it.missing.length > 0 && <Missing it={it} />}
        {it.counts && <Found it={it} kind={search.kind} outcome={search.outcome} />}
      </main>
    </div>
  );
}

/** Words and numbers, no bar: what is being done, how far it is. The page may be left. */
function Progress({ it }: { readonly it: ImportView }) {
  const { rows, found, total } = it.progress;
  const text = it.state === 'received' ? (found > 0 ? `已核对 ${count(found)} 个目录` : rows > 0 ? `已读取 ${count(rows)} 行` : '等待读取')
    : it.state === 'importing' ? `已办 ${count(it.handled)}，共 ${count(total)} 个目录` : it.state === 'undoing' ? `已撤销 ${count(it.handled)} 个` : '';
  return (
    <div role="status" aria-live="polite">
      {text && <p className="notice acc" style={{ marginBottom: 12 }}><b>{stateZh[it.state]}</b>　{text}。可以离开本页，办完发消息。</p>}
      {it.state === 'done' && <p className={`notice ${it.failed > 0 ? 'near' : 'ok'}`} style={{ marginBottom: 12 }}><b>已有 {count(it.drafts)} 个目录成为草稿</b>{it.failed > 0 ? `；${count(it.failed)} 个没有导入，原因见下` : ''}。完成评估后逐件提交，由部门负责人审核同意。　<Link to="/cases/$kind" params={{ kind: 'catalog' }} search={{ side: 'provider', state: 'draft' } as never}>去看草稿</Link></p>}
      {it.state === 'undone' && <p className="notice ok" style={{ marginBottom: 12 }}>已撤销：导入时新开的草稿已经放弃，被覆盖的草稿恢复原样。之后又改过的没有动，见下。</p>}
      {it.state === 'returned' && <p className="notice acc" style={{ marginBottom: 12 }}>已全部退回，没有导入任何一行。改正后请重新上传。</p>}
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { usualWords } from '../../law/codes/usual-words.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, type Column } from '../kit/table.tsx';
import { ArticleTag } from '../kit/tag.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { FindBox } from '../worklist/worklist-page.tsx';

interface Synonym { readonly word: string; readonly same: string }

/** 检索同义词: words that find the same entries; whoever searches one finds the other. */
export function SynonymsPage() {
  const heading = usePage('检索同义词');
  const navigate = useNavigate();
  const { q } = useSearch({ strict: false }) as { q?: string };
  const [word, setWord] = useState('');
  const [same, setSame] = useState('');
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const { data, error, refetch } = useQuery({ queryKey: ['synonyms'], queryFn: ({ signal }) => api.get<{ rows: readonly Synonym[] }>('/catalog/synonyms', {}, { signal }) });
  const rows = (data?.rows ?? []).filter((r) => !q || r.word.includes(q) || r.same.includes(q));
  const change = async (what: () => Promise<unknown>, said: string) => {
    setBusy(true);
    setFailure(null);
    setDone('');
    try { await what(); setDone(said); refreshAll(); } catch (thrown) { setFailure(thrown); }
    setBusy(false);
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    void change(() => api.put('/catalog/synonyms', { word: word.trim(), same: same.trim() }), `已登记：${word.trim()}＝${same.trim()}。`).then(() => { setWord(''); setSame(''); });
  };
  const columns: Column<Synonym>[] = [
    { key: 'word', title: '检索用词', cell: (r) => r.word },
    { key: 'same', title: '同时检索', cell: (r) => r.same },
    { key: 'act', title: '办理', align: 'right', width: 100, cell: (r) => <Button size="small" disabled={busy} aria-label={`删去${r.word}与${r.same}`} onClick={() => void change(() => api.delete('/catalog/synonyms', r), `已删去：${r.word}＝${r.same}。`)}>删去</Button> },
  ];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>检索同义词</h1><span className="second">用其中一个词检索，也找到写另一个词的目录</span><ArticleTag>第十六条第一款</ArticleTag></div>
      {done && <p className="notice ok" role="status" style={{ marginBottom: 12 }}>{done}</p>}
      {failure !== null && <ErrorState error={failure} />}
      <form className="row" onSubmit={add} aria-label="登记同义词" style={{ marginBottom: 12 }}>
        <Input value={word} maxLength={20} aria-label="检索用词" placeholder="检索用词，如 社保" style={{ width: 220 }} onChange={(e) => setWord(e.target.value)} />
        <span>同时检索</span>
        <Input value={same} maxLength={20} aria-label="同时检索" placeholder="目录用词，如 社会保险" style={{ width: 220 }} onChange={(e) => setSame(e.target.value)} />
        <Button type="primary" htmlType="submit" loading={busy} disabled={word.trim() === '' || same.trim() === '' || word.trim() === same.trim()}>登记</Button>
      </form>
      <div className="filters"><FindBox value={q ?? ''} onFind={(to) => void navigate({ to: '/synonyms', search: (to ? { q: to } : {}) as never })} placeholder="词" /></div>
      <details style={{ marginBottom: 12 }}><summary>不必登记的 {usualWords.length} 组：法律、标准中另有名称的常用叫法</summary><dl className="pairs" style={{ marginTop: 8 }}>{usualWords.map((one) => [<dt key={one.written}>{one.written}</dt>, <dd key={`${one.written}也`}>{one.said.join('、')}</dd>])}</dl></details>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Loading /> : <GovTable id="synonyms" caption="检索同义词" columns={columns} rows={rows} rowKey={(r) => `${r.word}/${r.same}`} total={`共 ${rows.length} 对`} empty={<EmptyState title={q ? '没有这个词' : '还没有登记同义词'}><p>各部门的叫法与目录的写法不同，检索会漏掉；登记以后两边都能找到。</p></EmptyState>} />}
    </main>
  );
}

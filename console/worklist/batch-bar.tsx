import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { CaseRow, MoveAnswer } from '../../platform/procedures/contract.ts';
import { ApiError, requestKey, type Refusal } from '../../sdk/client.ts';
import { Area } from '../kit/area.tsx';
import { Confirm, confirmAgain, type Proof } from '../kit/confirm.tsx';
import { FieldBox } from '../kit/fields.tsx';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { ArticleTag } from '../kit/tag.tsx';
import { useTyped } from '../kit/typed.ts';
import { api, refreshAll } from '../shell/api.ts';

interface Result { readonly ref: string; readonly answer: MoveAnswer | null; readonly error: Pick<Refusal, 'code' | 'message'> | null }

/** Consent to several like cases at once: says how many and that they are alike; each is a move of its own. */
export function BatchBar({ rows, onClear }: { readonly rows: readonly CaseRow[]; readonly onClear: () => void }) {
  const [open, setOpen] = useState(false);
  const first = rows[0];
  if (!first?.next) return null;
  const word = first.next.zh.replace(/[…⋯]+$/, '');
  return (
    <>
      <div className="batch-bar on-dark no-print" role="region" aria-label="成批办理">
        <b>已选 {rows.length} 件</b><span>同类：{first.kindZh}，{first.stateZh}</span><ArticleTag>{[...new Set(rows.map((row) => row.next?.basisZh))].join('、')}</ArticleTag>
        <span className="end"><button type="button" onClick={onClear}>取消选择</button><button type="button" className="go" onClick={() => setOpen(true)}>一并{word} {rows.length} 件…</button></span>
      </div>
      {open && <BatchSheet rows={rows} act={first.next.act} word={word} onClose={() => setOpen(false)} onDone={onClear} />}
    </>
  );
}

/** The server wants the password again before a grave act. */
const CONFIRM = 'CONFIRM_IDENTITY';

/** Acts whose statement is the same for all of them. */
const stands: Readonly<Record<string, Record<string, unknown>>> = { approve: { vouches: true } };

function BatchSheet({ rows, act, word, onClose, onDone }: { readonly rows: readonly CaseRow[]; readonly act: string; readonly word: string; readonly onClose: () => void; readonly onDone: () => void }) {
  const kind = rows[0]?.kind ?? '';
  const typed = useTyped({ kind: 'form', form: 'batch', about: `${kind}.${act}` }, { opinion: '' });
  const { opinion } = typed.value;
  const [vouches, setVouches] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [proof, setProof] = useState<Proof | null>(null);
  const [results, setResults] = useState<readonly Result[] | null>(null);
  const key = useRef(requestKey());
  const vouch = kind === 'application' && act === 'approve';
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      await typed.flush();
      const body = { cases: rows.map((r) => ({ ref: r.ref, version: r.version })), ...(vouch ? stands['approve'] : {}), ...(opinion.trim() ? { opinion: opinion.trim() } : {}) };
      if (proof !== null) { await confirmAgain(proof); setProof(null); key.current = requestKey(); }
      const answer = await api.post<{ results: readonly Result[] }>(`/${kind}/batch/${act}`, body, { headers: { ...typed.headers, 'idempotency-key': key.current } });
      if (answer.results.some((r) => r.error?.code === CONFIRM)) setProof({ password: '', code: '' });
      else { if (answer.results.some((r) => r.answer !== null)) typed.sent(); setResults(answer.results); refreshAll(); }
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.refusal.code === CONFIRM) setProof({ password: '', code: '' }); else setError(thrown);
    }
    setBusy(false);
  };
  const close = () => { if (results) onDone(); onClose(); };
  return (
    <Sheet title={`一并${word} ${rows.length} 件`} onClose={close} foot={results ? <Button type="primary" onClick={close}>知道了</Button>
      : <><Button type="primary" loading={busy} disabled={vouch && !vouches} onClick={() => void send()}>{word} {rows.length} 件</Button><Button onClick={onClose}>取消</Button></>}>
      {error !== null && <ErrorState error={error} onRetry={() => void send()} />}
      <ul className="links-list">
        {rows.map((r) => {
          const result = results?.find((x) => x.ref === r.ref);
          return <li key={r.ref}><b>{r.title}</b><div className="second">{r.number ?? '未编号'}　{r.requesterName ?? ''}{r.providerName ? ` → ${r.providerName}` : ''}</div>{result && <div className={result.answer ? 'saved' : 'field-error'}>{result.answer ? `✓ 已${word}` : result.error?.message ?? '没有办成'}</div>}</li>;
        })}
      </ul>
      {!results && vouch && <label className="check"><input type="checkbox" checked={vouches} onChange={(e) => setVouches(e.target.checked)} /><span>对以上申请的真实性、合法性、必要性负责</span></label>}
      {!results && proof !== null && <Confirm id="batch" proof={proof} onChange={setProof} errors={{}} />}
      {!results && <Restored typed={typed} />}
      {!results && typed.ready && <FieldBox id="batch-opinion" label="意见"><Area id="batch-opinion" value={opinion} maxLength={4000} autoSize={{ minRows: 2 }} onChange={(e) => { key.current = requestKey(); typed.change({ opinion: e.target.value }); }} /></FieldBox>}
    </Sheet>
  );
}

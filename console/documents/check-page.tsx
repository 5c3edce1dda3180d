import { Link, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import type { DocumentItem } from '../../platform/documents/contract.ts';
import { ErrorSummary, FieldBox } from '../kit/fields.tsx';
import type { Errors } from '../kit/field-shapes.ts';
import { usePage } from '../kit/head.ts';
import { ErrorState } from '../kit/states.tsx';
import { api } from '../shell/api.ts';

interface Found { readonly holds: boolean; readonly document: DocumentItem | null }

/** Whoever holds a paper checks it: its number and its digest, together, or nothing is told. */
export function CheckPage() {
  const heading = usePage('核验文书');
  const given = useSearch({ strict: false }) as { number?: string };
  const [number, setNumber] = useState(given.number ?? '');
  const [digest, setDigest] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const [answer, setAnswer] = useState<Found | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    const wrong: Record<string, string> = {};
    if (number.trim() === '') wrong['number'] = '请填写文书页脚的编号或者发文字号';
    if (digest.replace(/\s/g, '').length < 32) wrong['digest'] = '请填写页脚的摘要，至少前 32 位（前四组）';
    setErrors(wrong);
    setAnswer(null);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try { setAnswer(await api.post<Found>('/documents/find', { number: number.trim(), digest })); } catch (thrown) { setFailure(thrown); }
    setBusy(false);
  };
  return (
    <main id="main" className="page narrow" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>核验文书</h1><span className="second">手中的纸件与平台保存的是否一致</span></div>
      <form className="stack" style={{ maxWidth: 680 }} noValidate onSubmit={(e: FormEvent) => { e.preventDefault(); void send(); }}>
        <ErrorSummary errors={errors} idOf={(path) => `check-${path}`} />
        <FieldBox id="check-number" label="编号" hint="在每页页脚，如 SQ-320800-2026-000123，也可填发文字号；可以扫码取得。" required error={errors['number']}><Input id="check-number" value={number} maxLength={120} autoComplete="off" onChange={(e) => setNumber(e.target.value)} /></FieldBox>
        <FieldBox id="check-digest" label="摘要" hint="在编号下方，共 64 位；可以只填前 32 位（前四组），空格不计。" required error={errors['digest']}><Input id="check-digest" value={digest} maxLength={120} autoComplete="off" spellCheck={false} onChange={(e) => setDigest(e.target.value)} /></FieldBox>
        <div><Button type="primary" htmlType="submit" loading={busy}>核验</Button></div>
      </form>
      {failure !== null && <ErrorState error={failure} onRetry={() => void send()} />}
      {answer && <Result answer={answer} />}
      <p className="second" style={{ marginTop: 16 }}>没有账号的单位也可以核验：核验接口不用登录，只答一致或者不一致，做法见平台的技术文档。</p>
    </main>
  );
}

function Result({ answer }: { readonly answer: Found }) {
  if (!answer.holds) return <div className="notice due" role="status" style={{ marginTop: 16 }}><p><b>不一致。</b>平台没有以此编号和摘要保存的文书。请核对是否抄错；仍不一致的，以平台保存的为准，纸件不得作为凭据。</p></div>;
  const { document: found } = answer;
  return (
    <div className="notice ok" role="status" style={{ marginTop: 16 }}>
      <p><b>一致。</b>平台保存的文书与此编号、摘要相符，内容没有改动。</p>
      {found ? <p>{found.orgName}　{found.onDay}　<Link to="/documents/$document" params={{ document: found.ref }}>{found.title}</Link></p> : <p>本单位不是该事项的当事方，不显示文书内容。</p>}
    </div>
  );
}

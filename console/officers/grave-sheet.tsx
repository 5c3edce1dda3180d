import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { ApiError } from '../../sdk/client.ts';
import { Area } from '../kit/area.tsx';
import { Confirm, confirmAgain, confirmedLately, type Proof } from '../kit/confirm.tsx';
import { ErrorSummary, FieldBox, Fields } from '../kit/fields.tsx';
import { missing, type Errors, type Field, type Values } from '../kit/field-shapes.ts';
import { LawNote } from '../kit/law-note.tsx';
import { tellRefusal } from '../kit/refusal.ts';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import type { Typed } from '../kit/typed.ts';
import { refreshAll } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';

interface Props {
  readonly title: string;
  readonly lead: ReactNode;
  readonly says: ReactNode;
  readonly word: string;
  readonly basis: string;
  /** Given: a text is asked for, under this label. */
  readonly text?: { readonly label: string; readonly hint: string; readonly missing: string; readonly max: number };
  /** Given: these fields are asked for; their names are the paths of the server's refusals. */
  readonly form?: { readonly fields: readonly Field[]; readonly values: Values; readonly set: (name: string, value: unknown) => void; /** What was typed of it before, where it is kept. */ readonly typed?: Typed<Values> };
  readonly send: (text: string) => Promise<unknown>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A grave act that belongs to no case: what will happen, in words; a reason where one is asked for; who it is, once more. */
export function GraveSheet(p: Props) {
  const session = useSession();
  const [text, setText] = useState('');
  const [proof, setProof] = useState<Proof>({ password: '', code: '' });
  const [ask, setAsk] = useState(!confirmedLately() && Date.parse(session.confirmedUntil) < Date.now());
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    const wrong: Record<string, string> = p.form ? missing(p.form.fields, p.form.values) : {};
    if (p.text && text.trim() === '') wrong['text'] = p.text.missing;
    if (ask && proof.password === '') wrong['password'] = '请再输入一次口令';
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      if (ask) await confirmAgain(proof);
      await p.form?.typed?.flush();
      await p.send(text.trim());
      p.form?.typed?.sent();
      refreshAll();
      p.onDone();
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.refusal.code === 'CONFIRM_IDENTITY') { setAsk(true); setErrors({ password: thrown.refusal.message }); }
      else tellRefusal(thrown, setErrors, setFailure);
    } finally { setBusy(false); }
  };
  return (
    <Sheet title={p.title} onClose={p.onClose} lead={<p className="second">{p.lead}</p>} foot={<><Button type="primary" loading={busy} onClick={() => void send()}>{p.word}</Button><Button onClick={p.onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(path) => `grave-${path}`} />
      {failure !== null && <ErrorState error={failure} onRetry={() => void send()} />}
      {p.says}
      {p.form?.typed && <Restored typed={p.form.typed} />}
      {p.form && p.form.typed?.ready !== false && <Fields fields={p.form.fields} values={p.form.values} errors={errors} set={p.form.set} prefix="grave" />}
      {p.text && (
        <FieldBox id="grave-text" label={p.text.label} hint={p.text.hint} required error={errors['text']}>
          <Area id="grave-text" value={text} maxLength={p.text.max} autoSize={{ minRows: 4, maxRows: 12 }} onChange={(e) => setText(e.target.value)} />
        </FieldBox>
      )}
      {ask && <Confirm id="grave" proof={proof} onChange={setProof} errors={errors} />}
      <LawNote basis={p.basis} />
    </Sheet>
  );
}

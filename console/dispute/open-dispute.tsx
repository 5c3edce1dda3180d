import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { entryMatters, type Disputable } from '../../law/dispute-effects.ts';
import { requestKey } from '../../sdk/client.ts';
import { Fields } from '../kit/fields.tsx';
import { useFieldErrors } from '../kit/field-errors.ts';
import { missing, type Field, type Values } from '../kit/field-shapes.ts';
import { LawNote } from '../kit/law-note.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { api, refreshAll } from '../shell/api.ts';

const fields: readonly Field[] = [{ name: 'matter', label: '对什么有异议', required: true, kind: 'radio', options: Object.entries(entryMatters).map(([value, zh]) => ({ value, zh })) }];

/** 提出争议…: makes the draft; what is claimed is written on its page. */
export function OpenDispute({ kind, subject, title, onClose }: { readonly kind: Disputable; readonly subject: string; readonly title: string; readonly onClose: () => void }) {
  const navigate = useNavigate();
  const key = useRef(requestKey());
  const [values, setValues] = useState<Values>({});
  const [errors, setErrors, typing] = useFieldErrors();
  const [failure, setFailure] = useState<unknown>(null);
  const asked = kind === 'entry' ? fields : [];
  const send = async () => {
    const wrong = missing(asked, values);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    try {
      const answer = await api.open('dispute', { subject: { kind, ref: subject }, ...(kind === 'entry' ? { matter: values['matter'] } : {}) }, key.current);
      refreshAll();
      await navigate({ to: '/cases/$kind/$ref', params: { kind: 'dispute', ref: answer.ref } });
    } catch (thrown) {
      setFailure(thrown);
    }
  };
  return (
    <Sheet title="提出争议" lead={<p className="second">{title}</p>} onClose={onClose} foot={<><Button type="primary" onClick={() => void send()}>起草争议</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      <p>先由双方协商；协商不成的，申请协调；协调仍不成的，由人民政府决定。争议期间，原有时限照走。</p>
      <Fields fields={asked} values={values} errors={errors} set={(n, v) => { typing(n); key.current = requestKey(); setValues({ ...values, [n]: v }); }} prefix="dispute" />
      <LawNote basis="28.2" />
    </Sheet>
  );
}

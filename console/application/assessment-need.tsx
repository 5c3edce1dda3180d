import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { useKeyOf } from '../kit/request-key.ts';
import { ErrorState } from '../kit/states.tsx';
import { api } from '../shell/api.ts';
import type { Draft, Own } from './shapes.ts';

/** PIPL 55: where sensitive personal information is wanted, one's own impact assessment stands before the application goes out. */
export function AssessmentNeed({ view, own, body, error }: { readonly view: CaseView; readonly own: Own; readonly body: Draft; readonly set: (change: Partial<Draft>) => void; readonly error: string | undefined }) {
  const navigate = useNavigate();
  const keyOf = useKeyOf();
  const [failure, setFailure] = useState<unknown>(null);
  const need = own.assessment;
  if (!need.needed) return null;
  const open = async () => {
    try {
      const body = { template: 'privacy', subject: { kind: 'application', id: view.ref.slice(7), name: own.entry.name, scope: need.scope }, answers: [] };
      const answer = await api.open('assessment', body, keyOf(body));
      await navigate({ to: '/cases/$kind/$ref', params: { kind: 'assessment', ref: answer.ref } });
    } catch (thrown) { setFailure(thrown); }
  };
  return (
    <section className={`notice ${need.standing ? 'ok' : 'near'}`}>
      <p><b>个人信息保护影响评估</b>（《个人信息保护法》第五十五条）：{need.note}</p>
      {error && <p className="field-error">{error}</p>}
      {failure !== null && <ErrorState error={failure} />}
      {need.ref ? <Link to="/cases/$kind/$ref" params={{ kind: 'assessment', ref: need.ref }}>查看评估</Link> : <Button onClick={() => void open()} disabled={!body.items?.length}>开始评估</Button>}
    </section>
  );
}

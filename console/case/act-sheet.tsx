import { Button } from 'antd';
import { useId, useRef, useState } from 'react';
import type { ActView, CaseView, MoveAnswer } from '../../platform/procedures/contract.ts';
import { ApiError, requestKey } from '../../sdk/client.ts';
import { Area } from '../kit/area.tsx';
import { Attach } from '../kit/attach.tsx';
import { Confirm, confirmAgain, confirmedLately, type Proof } from '../kit/confirm.tsx';
import { ErrorSummary, FieldBox, Fields } from '../kit/fields.tsx';
import { useFieldErrors } from '../kit/field-errors.ts';
import { missing, stated, type Field, type Values } from '../kit/field-shapes.ts';
import { LawNote } from '../kit/law-note.tsx';
import { fieldErrors } from '../kit/refusal.ts';
import { Sheet } from '../kit/sheet.tsx';
import { Phrases } from '../kit/phrases.tsx';
import { Restored } from '../kit/restored.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import type { Attachment } from '../kit/timeline.tsx';
import { useTyped } from '../kit/typed.ts';
import { copyText } from '../kit/clipboard.ts';
import { api, refreshAll } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';
import type { ActForm } from './act-form.ts';

export interface Done { readonly act: ActView; readonly answer: MoveAnswer }
interface Props { readonly view: CaseView; readonly act: ActView; readonly form: ActForm; readonly onClose: () => void; readonly onDone: (done: Done) => void }
interface Stated { readonly values: Values; readonly opinion: string; readonly files: readonly Attachment[]; /** How many files the server did not keep. */ readonly lost?: number }

/** 代录: which paper it is; the paper itself is attached. */
const paperFields: readonly Field[] = [{ name: 'paperNumber', label: '来文文号', required: true, kind: 'text', max: 100 }, { name: 'paperDate', label: '来文日期', required: true, kind: 'date' }];

/** 常用语 of an opinion, whatever the act. */
const phrases = ['同意。', '情况属实。', '请按期办理。', '请补充说明后再报。'];

export const wordOf = (act: Pick<ActView, 'zh'>): string => act.zh.replace(/[…⋯]+$/, '');

/** Files stay in this tab: on the server an upload that no act took goes after a week. */
const withoutFiles = ({ values, opinion, files }: Stated): object => ({ values, opinion, files: [], lost: files.length });

/** Where an act is stated and consented to. What was typed survives a refusal, a stale version, the session and the machine. */
export function ActSheet({ view, act, form, onClose, onDone }: Props) {
  const id = useId();
  const session = useSession();
  const place = { kind: view.kind, form: act.act, about: act.paper === null ? view.ref : `${view.ref}.${act.paper.org}` };
  const typed = useTyped<Stated>(place, { values: { ...act.earliest, ...form.initial?.(view) }, opinion: '', files: [] }, withoutFiles);
  const { values, opinion, files } = typed.value;
  const [errors, setErrors, typing] = useFieldErrors();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [askProof, setAskProof] = useState(act.grave && !confirmedLately() && Date.parse(session.confirmedUntil) < Date.now());
  const [proof, setProof] = useState<Proof>({ password: '', code: '' });
  const key = useRef(requestKey());
  const fields = [...(act.paper === null ? [] : paperFields), ...(form.fields?.(view, act) ?? []).map((field) => dated(field, act.earliest[field.name]))];
  const mustAttach = form.proof?.(values) ?? null;
  const needsOpinion = form.opinion === 'required' || act.states.includes('opinion');
  const showsOpinion = form.opinion !== 'none';

  const change = (next: Parameters<typeof typed.change>[0]) => {
    key.current = requestKey(); // another content is another request
    typed.change(next);
  };
  const set = (name: string, value: unknown) => { typing(name); change((was) => ({ values: { ...was.values, [name]: value } })); };

  async function send(): Promise<void> {
    const wrong = { ...missing(fields, values), ...form.check?.(values, view) };
    if (needsOpinion && opinion.trim() === '') wrong['opinion'] = '请写明意见';
    if (act.paper !== null && files.length === 0) wrong['attachments'] = '请上传来文';
    else if (mustAttach !== null && files.length === 0) wrong['attachments'] = `请附上${mustAttach}`;
    if (askProof && proof.password === '') wrong['password'] = '请再输入一次口令';
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      await typed.flush();
      if (askProof) await confirmAgain(proof);
      const { paperNumber, paperDate, ...entered } = values;
      const own = form.body ? form.body(entered, view) : stated(fields, entered);
      const hidden = form.initial?.(view) ?? {};
      const body: Values = form.body ? own : { ...onlyHidden(hidden, fields, entered), ...own };
      if (act.paper !== null) body['paper'] = { org: act.paper.org, number: paperNumber, date: paperDate };
      if (showsOpinion && opinion.trim()) body['opinion'] = opinion.trim();
      if (files.length > 0) body['attachments'] = files.map((f) => f.id);
      const answer = await api.move({ kind: view.kind, ref: view.ref, version: view.version }, act.act, body, key.current);
      typed.sent();
      onDone({ act, answer });
    } catch (thrown) {
      refused(thrown);
    } finally {
      setBusy(false);
    }
  }

  function refused(thrown: unknown): void {
    if (thrown instanceof ApiError && thrown.refusal.code === 'CONFIRM_IDENTITY') {
      setAskProof(true);
      setErrors({ password: thrown.refusal.message });
      return;
    }
    const found = fieldErrors(thrown);
    if (found !== null) {
      setErrors(found);
      if (!Object.keys(found).some(known)) setFailure(thrown);
    } else setFailure(thrown);
  }
  const known = (path: string) => path === 'opinion' || fields.some((f) => path === f.name || path.startsWith(`${f.name}.`));

  const middle = fields.length === 0 && !act.form;
  const overtaken = failure instanceof ApiError && failure.refusal.code === 'VERSION_STALE'; // to be looked at anew before it is done
  return (
    <Sheet title={act.paper === null ? wordOf(act) : `代录${act.paper.name}：${wordOf(act)}`} middle={middle} onClose={onClose} lead={<p className="second">{view.title}{view.number && <>　<span className="nowrap">{view.number}</span></>}</p>}
      foot={<>
        {!overtaken && <Button type="primary" loading={busy} onClick={() => void send()}>{form.send ?? wordOf(act)}</Button>}
        <Button onClick={onClose}>{overtaken ? '关闭' : '取消'}</Button>
        {opinion.trim() !== '' && failure !== null && <Button onClick={() => copyText(opinion)}>复制我的意见</Button>}
      </>}>
      <ErrorSummary errors={errors} idOf={(path) => `${id}-${path.split('.')[0]}`} />
      {failure !== null && <ErrorState error={failure} onRetry={() => void send()} onReload={() => { refreshAll(); onClose(); }}>{opinion.trim() !== '' && <p>您填的意见没有丢，{failure instanceof ApiError && failure.status < 500 && failure.status > 0 ? '已存为草稿' : '仍在下面'}。</p>}</ErrorState>}
      {form.says?.(view)}
      {act.effect && <p className="notice acc">{act.effect}</p>}
      <Restored typed={typed} lost={typed.value.lost ?? 0} />
      {typed.ready ? <Fields fields={fields} values={values} errors={errors} set={set} prefix={id} /> : <Loading />}
      {typed.ready && showsOpinion && (
        <FieldBox id={`${id}-opinion`} label="意见" required={needsOpinion} error={errors['opinion']} beside={<Phrases label="意见" phrases={phrases} value={opinion} onPick={(text) => change({ opinion: text })} />}>
          <Area id={`${id}-opinion`} value={opinion} maxLength={4000} autoSize={{ minRows: needsOpinion ? 4 : 2, maxRows: 12 }} onChange={(e) => { typing('opinion'); change({ opinion: e.target.value }); }} />
        </FieldBox>
      )}
      {(form.attachments !== false || act.paper !== null) && <Attach files={files} onChange={(next) => change({ files: next })} {...(act.paper === null && mustAttach === null ? {} : { label: act.paper === null ? `附件：${mustAttach ?? ''}` : '来文', error: errors['attachments'] ?? null, required: true })} />}
      {askProof && <Confirm id={id} proof={proof} onChange={setProof} errors={errors} />}
      <LawNote basis={act.basis} />
    </Sheet>
  );
}

/** The first day that the law leaves him is proposed (`earliest`), and said. */
const dated = (field: Field, earliest: string | undefined): Field => (earliest === undefined ? field : { ...field, hint: `${field.hint ?? ''}最早 ${earliest}。` });

/** Values that `initial` set and no visible field shows (the only clock there is). */
function onlyHidden(initial: Values, fields: readonly { readonly name: string; readonly when?: (v: Values) => boolean }[], values: Values): Values {
  return Object.fromEntries(Object.entries(initial).filter(([name, value]) => value !== '' && fields.some((f) => f.name === name && f.when && !f.when(values))));
}

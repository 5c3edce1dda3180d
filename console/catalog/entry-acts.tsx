import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import { limitZh } from '../../law/limit-words.ts';
import { catalog } from '../../law/procedures/catalog.ts';
import { requestKey } from '../../sdk/client.ts';
import { causeChoices } from '../kit/codes.ts';
import { Confirm, confirmAgain, confirmedLately, type Proof } from '../kit/confirm.tsx';
import { ErrorSummary, Fields } from '../kit/fields.tsx';
import { missing, stated, type Field, type Values } from '../kit/field-shapes.ts';
import { LawNote } from '../kit/law-note.tsx';
import { tellRefusal } from '../kit/refusal.ts';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { holds, useSession } from '../shell/session.ts';
import { Hits } from '../resource/hits.tsx';
import { OutsideSheet } from './outside-sheet.tsx';
import type { Entry } from './shapes.ts';
import { CorrectionLink } from '../correction/correction-link.tsx';
import { RefluxLink } from '../reflux/reflux-link.tsx';
import { DisputeLink } from '../dispute/dispute-link.tsx';
import { SubscribeButton } from './subscribe-button.tsx';

const ProposeSource = lazy(() => import('../source/propose-sheet.tsx').then((m) => ({ default: m.ProposeSource })));

/** What a department, or the authority, may begin at an entry that is published. */
export function EntryActs({ it }: { readonly it: Entry }) {
  const session = useSession();
  const [open, setOpen] = useState<'update' | 'withdraw' | 'consent' | 'outside' | 'source' | null>(null);
  const may = (it.own && holds(session, 'cataloguer')) || holds(session, 'reviewer');
  const consents = it.own && holds(session, 'head') && it.attribute === 'unconditional' && it.state === 'published';
  return (
    <>
      {it.openCase ? <Link className="button-link quiet" to="/cases/$kind/$ref" params={{ kind: 'catalog', ref: it.openCase.ref }}>办理中的{it.openCase.change === 'withdraw' ? '下架' : '更新'}</Link>
        : may && it.state === 'published' && <div className="row"><Button onClick={() => setOpen('update')}>更新目录…</Button><Button onClick={() => setOpen('withdraw')}>下架…</Button></div>}
      {it.own && holds(session, 'cataloguer') && it.state === 'published' && <Button onClick={() => setOpen('outside')}>修改联系方式与摘要…</Button>}
      {it.own && it.currentCase && <Link to="/cases/$kind/$ref" params={{ kind: 'catalog', ref: it.currentCase.ref }}>现行版的办理过程</Link>}
      {it.own && <Link to="/resources" search={{ region: it.region, entry: it.entry } as never}>数据资源挂接</Link>}
      {!it.own && it.state === 'published' && it.attribute !== 'not-shared' && holds(session, 'clerk', 'operator') && <Link className="button-link quiet" to="/sandboxes" search={{ region: it.region, entry: it.entry } as never}>接口沙箱：先试接口</Link>}
      {!it.own && <SubscribeButton it={it} />}
      {!it.own && holds(session, 'clerk') && it.attribute !== 'not-shared' && <CorrectionLink region={it.region} entry={it.entry} />}
      {holds(session, 'head') && it.state === 'published' && <RefluxLink region={it.region} entry={it.entry} />}
      {!it.own && holds(session, 'head') && it.state === 'published' && <DisputeLink kind="entry" subject={`${it.region}-${it.entry}`} title={it.name} />}
      {it.state === 'published' && ((it.own && holds(session, 'clerk')) || holds(session, 'reviewer')) && <Button onClick={() => setOpen('source')}>提出数源部门…</Button>}
      {consents && <Button onClick={() => setOpen('consent')}>{it.standingConsent ? '收回常设同意…' : '设置常设同意…'}</Button>}
      {(open === 'update' || open === 'withdraw') && <CauseSheet it={it} act={open} onClose={() => setOpen(null)} />}
      {open === 'source' && <Suspense fallback={null}><ProposeSource region={it.region} entry={it.entry} name={it.name} onClose={() => setOpen(null)} /></Suspense>}
      {open === 'outside' && <OutsideSheet it={it} onClose={() => setOpen(null)} />}
      {open === 'consent' && <ConsentSheet it={it} onClose={() => setOpen(null)} />}
    </>
  );
}

const fields = (act: string): readonly Field[] => [
  { name: 'cause', label: '原因', hint: `前四类自发生之日起 ${limitZh(catalog.clocks.update)}内完成更新并报送。`, required: true, kind: 'radio', options: causeChoices },
  { name: 'occurredOn', label: '发生之日', hint: '法律、决定或职责文件生效的日期。', required: true, kind: 'date', when: (v) => v['cause'] !== undefined && v['cause'] !== 'other' },
  { name: 'document', label: '文件', hint: '名称与文号。', required: true, kind: 'text', max: 300, when: (v) => v['cause'] !== undefined && v['cause'] !== 'other' },
  { name: 'text', label: act === 'withdraw' ? '下架的理由' : '为何更新', required: true, kind: 'area', max: 1000, when: (v) => v['cause'] === 'other' || act === 'withdraw' },
];

function CauseSheet({ it, act, onClose }: { readonly it: Entry; readonly act: 'update' | 'withdraw'; readonly onClose: () => void }) {
  const navigate = useNavigate();
  const key = useRef(requestKey());
  const [values, setValues] = useState<Values>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const list = fields(act);
  const send = async () => {
    const wrong = missing(list, values);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    try {
      const answer = await api.open('catalog', { act, entryRegion: it.region, entry: it.entry, ...stated(list, values) }, key.current);
      refreshAll();
      await navigate(act === 'update' ? { to: '/cases/catalog/$ref/edit', params: { ref: answer.ref } } : { to: '/cases/$kind/$ref', params: { kind: 'catalog', ref: answer.ref } });
    } catch (thrown) {
      tellRefusal(thrown, setErrors, setFailure);
    }
  };
  return (
    <Sheet title={act === 'update' ? '更新目录' : '下架'} lead={<p className="second">{it.name}</p>} onClose={onClose} foot={<><Button type="primary" onClick={() => void send()}>{act === 'update' ? '开始更新' : '开始下架'}</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(p) => `cause-${p}`} />
      {failure !== null && <ErrorState error={failure} />}
      <Fields fields={list} values={values} errors={errors} set={(n, v) => { key.current = requestKey(); setValues({ ...values, [n]: v }); }} prefix="cause" />
      {it.own && <Hits at={it} />}
      <LawNote basis="17.2" />
    </Sheet>
  );
}

function ConsentSheet({ it, onClose }: { readonly it: Entry; readonly onClose: () => void }) {
  const [proof, setProof] = useState<Proof>({ password: '', code: '' });
  const [values, setValues] = useState<Values>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [ask, setAsk] = useState(!confirmedLately());
  const path = `/catalog/entries/${it.region}/${it.entry}/standing-consent`;
  const send = async () => {
    setFailure(null);
    try {
      if (ask) { await confirmAgain(proof); setAsk(false); }
      if (it.standingConsent) await api.delete(path); else await api.put(path, { document: String(values['document'] ?? '') });
      refreshAll();
      onClose();
    } catch (thrown) { setFailure(thrown); }
  };
  return (
    <Sheet title={it.standingConsent ? '收回常设同意' : '设置常设同意'} lead={<p className="second">{it.name}</p>} onClose={onClose} foot={<><Button type="primary" onClick={() => void send()}>{it.standingConsent ? '收回' : '同意'}</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      {it.standingConsent ? <p>收回以后，新收到的申请由经办人拟、负责人审定。已经作出的答复不受影响。</p> : <p>对无条件共享的“{it.name}”作常设同意：收到申请即答复同意，已挂接的即时交付；关联风险高的除外。每一件仍有完整记录。</p>}
      {!it.standingConsent && <Fields fields={[{ name: 'document', label: '依据的文件', kind: 'text', max: 300 }]} values={values} errors={{}} set={(n, v) => setValues({ ...values, [n]: v })} prefix="consent" />}
      {ask && <Confirm id="consent" proof={proof} onChange={setProof} errors={{}} />}
      <LawNote basis="20.3" />
    </Sheet>
  );
}

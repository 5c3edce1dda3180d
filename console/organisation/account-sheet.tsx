import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { requestKey } from '../../sdk/client.ts';
import { OnceNotice } from '../case/once.tsx';
import { ErrorSummary, Fields } from '../kit/fields.tsx';
import { useFieldErrors } from '../kit/field-errors.ts';
import { missing, type Field, type Values } from '../kit/field-shapes.ts';
import { tellRefusal } from '../kit/refusal.ts';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { api, refreshAll } from '../shell/api.ts';
import { OrgChoice } from './org-choice.tsx';
import { PostsField, postsBody, type AskedPost } from './posts-field.tsx';

/** 建立账号…: made inactive by the system officer; the security officer activates it. */
export function AccountSheet({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const key = useRef(requestKey());
  const [values, setValues] = useState<Values>({});
  const [errors, setErrors, typing] = useFieldErrors();
  const [failure, setFailure] = useState<unknown>(null);
  const [made, setMade] = useState<{ readonly ref: string; readonly once: Readonly<Record<string, unknown>> } | null>(null);
  const fields: readonly Field[] = [
    { name: 'account', label: '账号', hint: '3 至 40 位小写字母、数字、点、横线，以字母开头。', required: true, kind: 'text', max: 40 },
    { name: 'name', label: '称呼', hint: '显示在日志里；写岗位称呼即可。', required: true, kind: 'text', max: 60 },
    { name: 'organisation', label: '所在单位', required: true, kind: 'own', draw: (v, set, _e, id) => <OrgChoice id={id} label="所在单位" value={String(v ?? '')} onChange={set} /> },
    { name: 'posts', label: '申请的岗位', hint: '由单位提出，安全管理员启用时核定。', kind: 'own', draw: (v, set) => <PostsField value={v} set={set} org={String(values['organisation'] ?? '')} /> },
    { name: 'until', label: '账号截止', hint: '受托方人员须填。', kind: 'date' },
    { name: 'document', label: '单位的申请文件', kind: 'text', max: 200 },
  ];
  const send = async () => {
    const wrong = missing(fields, values);
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    const text = (name: string) => (values[name] ? { [name]: values[name] } : {});
    try {
      const answer = await api.open('account', { act: 'create', person: { account: values['account'], name: values['name'] }, organisation: values['organisation'], posts: postsBody(values['posts'] as AskedPost[] | undefined), ...text('until'), ...text('document') }, key.current);
      refreshAll();
      setMade({ ref: answer.ref, once: answer.once ?? {} });
    } catch (thrown) {
      tellRefusal(thrown, setErrors, setFailure, (path) => path.replace(/^person\./, ''));
    }
  };
  const toCase = () => void navigate({ to: '/cases/$kind/$ref', params: { kind: 'account', ref: made?.ref ?? '' } });
  if (made) {
    return (
      <Sheet title="账号已建立" onClose={toCase} foot={<Button type="primary" onClick={toCase}>已记下，查看账号</Button>}>
        <p>请把启用码直接交给本人，不要经安全管理员转交。安全管理员启用后另给本人一个链接，两样都有才能设定口令。遗失的，可在账号页重新签发。</p>
        <OnceNotice once={made.once} />
      </Sheet>
    );
  }
  return (
    <Sheet title="建立账号" onClose={onClose} foot={<><Button type="primary" onClick={() => void send()}>建立</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(p) => `account-${p.split('.')[0]}`} />
      {failure !== null && <ErrorState error={failure} />}
      <Fields fields={fields} values={values} errors={errors} set={(n, v) => { typing(n); key.current = requestKey(); setValues((was) => ({ ...was, [n]: v })); }} prefix="account" />
    </Sheet>
  );
}

import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { ApiError } from '../../sdk/client.ts';
import { FieldBox } from '../kit/fields.tsx';
import { api } from './api.ts';
import type { LoginAnswer } from './login-answer.ts';

export const PASSWORD_RULE = '至少 10 位，含大写字母、小写字母、数字、符号中的三类，不含账号，不与最近五次相同。';

/** A new password, at the first login and when it has run out, or of one's own wish. */
export function NewPassword({ onDone }: { readonly onDone: (answer: LoginAnswer) => void }) {
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (fresh !== again) { setErrors({ again: '两次输入的新口令不一致' }); return; }
    setBusy(true);
    try {
      onDone(await api.post<LoginAnswer>('/session/password', { old, new: fresh }));
    } catch (thrown) {
      setErrors({ form: thrown instanceof ApiError ? thrown.refusal.message : '没有改成，请重试。' });
    }
    setBusy(false);
  };
  return (
    <form className="form" onSubmit={(e) => void send(e)}>
      {errors['form'] && <p className="notice red" role="alert"><span>{errors['form']}</span></p>}
      <FieldBox id="old" label="现口令" required><Input.Password id="old" value={old} autoComplete="current-password" maxLength={200} onChange={(e) => setOld(e.target.value)} /></FieldBox>
      <FieldBox id="fresh" label="新口令" hint={PASSWORD_RULE} required><Input.Password id="fresh" value={fresh} autoComplete="new-password" maxLength={200} onChange={(e) => setFresh(e.target.value)} /></FieldBox>
      <FieldBox id="again" label="新口令再输一次" required error={errors['again']}><Input.Password id="again" value={again} autoComplete="new-password" maxLength={200} onChange={(e) => setAgain(e.target.value)} /></FieldBox>
      <div><Button type="primary" htmlType="submit" loading={busy}>更换口令</Button></div>
    </form>
  );
}

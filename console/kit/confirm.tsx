import { Input } from 'antd';
import { api } from '../shell/api.ts';
import { FieldBox } from './fields.tsx';
import type { Errors } from './field-shapes.ts';

/** Re-authentication before a grave act: the server asks for it once in five minutes and decides alone. */
export interface Proof { readonly password: string; readonly code: string }
const HOLDS_MS = 4 * 60_000;
let confirmedAt = 0;
export const confirmedLately = (): boolean => Date.now() - confirmedAt < HOLDS_MS;

export async function confirmAgain(proof: Proof): Promise<void> {
  await api.post('/session/confirm', { password: proof.password, ...(proof.code ? { code: proof.code } : {}) });
  confirmedAt = Date.now();
}

export function Confirm({ id, proof, onChange, errors }: { readonly id: string; readonly proof: Proof; readonly onChange: (proof: Proof) => void; readonly errors: Errors }) {
  return (
    <fieldset className="panel">
      <header><h3>再次确认是您本人</h3></header>
      <div className="stack">
        <FieldBox id={`${id}-password`} label="口令" required error={errors['password']}>
          <Input.Password id={`${id}-password`} value={proof.password} autoComplete="off" maxLength={200} onChange={(e) => onChange({ ...proof, password: e.target.value })} />
        </FieldBox>
        <FieldBox id={`${id}-code`} label="动态码" hint="已启用第二因子的账号填写六位动态码。" error={errors['code']}>
          <Input id={`${id}-code`} value={proof.code} inputMode="numeric" autoComplete="one-time-code" maxLength={20} style={{ width: 160 }} onChange={(e) => onChange({ ...proof, code: e.target.value.trim() })} />
        </FieldBox>
      </div>
    </fieldset>
  );
}

import { useState } from 'react';
import { refreshAll } from '../shell/api.ts';
import { useFieldErrors } from './field-errors.ts';
import { missing, type Field, type Values } from './field-shapes.ts';
import type { FormPlace } from './keeper.ts';
import { tellRefusal } from './refusal.ts';
import { useTyped, type Typed } from './typed.ts';

export interface Sending {
  readonly values: Values;
  readonly set: (name: string, value: unknown) => void;
  /** For `Restored`; its fields are shown once it is ready. */
  readonly typed: Typed<Values>;
  readonly errors: Record<string, string>;
  readonly failure: unknown;
  readonly busy: boolean;
  readonly send: () => Promise<void>;
}

/**
 * A sheet of fields that is sent as a whole: what is missing is said before anything is sent, what is refused of a field stands at that
 * field, any other refusal above them. Once it is sent the pages behind it are read anew and `done` closes it. With a `place`
 * what was typed and not sent is kept for its author; `secret` fields (a password) are kept nowhere.
 */
export function useSending(fields: readonly Field[], was: Values, send: (values: Values, headers: Typed<Values>['headers']) => Promise<unknown>, done: () => void, place: FormPlace | null = null, secret: readonly string[] = []): Sending {
  const typed = useTyped<Values>(place, was);
  const [apart, setApart] = useState<Values>({});
  const values = { ...typed.value, ...apart };
  const [errors, setErrors, typing] = useFieldErrors();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  return {
    values, errors, failure, busy, typed,
    set: (name, value) => {
      typing(name);
      if (secret.includes(name)) setApart((was) => ({ ...was, [name]: value }));
      else typed.change({ [name]: value });
    },
    send: async () => {
      const wrong = missing(fields, values);
      setErrors(wrong);
      setFailure(null);
      if (Object.keys(wrong).length > 0) return;
      setBusy(true);
      try {
        await typed.flush();
        await send(values, typed.headers);
        typed.sent();
        refreshAll();
        done();
      } catch (thrown) {
        tellRefusal(thrown, setErrors, setFailure);
      }
      setBusy(false);
    },
  };
}

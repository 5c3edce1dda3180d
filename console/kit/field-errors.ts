import { useCallback, useState } from 'react';
import { without, type Errors } from './field-shapes.ts';

/** What is wrong with the fields of a form: said by `tell`, and no longer of a field that is typed into (`typing`). */
export function useFieldErrors(): readonly [errors: Errors, tell: (errors: Errors) => void, typing: (...names: readonly string[]) => void] {
  const [errors, tell] = useState<Errors>({});
  const typing = useCallback((...names: readonly string[]) => tell((was) => names.reduce<Errors>(without, was)), []);
  return [errors, tell, typing];
}

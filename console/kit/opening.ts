import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { api } from '../shell/api.ts';
import type { Field, Values } from './field-shapes.ts';
import { useKeyOf } from './request-key.ts';
import { useSending, type Sending } from './sending.ts';

/** A sheet of fields whose sending opens a case: its page is where one goes. What was typed is kept under the name of the procedure. */
export function useOpening(kind: 'finding' | 'incident', fields: readonly Field[], bodyOf: (values: Values) => Values): Sending {
  const navigate = useNavigate();
  const keyOf = useKeyOf();
  const opened = useRef('');
  return useSending(fields, {}, async (values, headers) => {
    const body = bodyOf(values);
    opened.current = (await api.open(kind, body, keyOf(body), headers)).ref;
  }, () => void navigate({ to: '/cases/$kind/$ref', params: { kind, ref: opened.current } }), { kind: 'form', form: kind, about: '' });
}

import type { ReactNode } from 'react';
import type { ActView, CaseView } from '../../platform/procedures/contract.ts';
import type { Field, Values } from '../kit/field-shapes.ts';

/** How one act is stated. What is absent means: an opinion if one likes, attachments if one likes. */
export interface ActForm {
  readonly fields?: (view: CaseView, act: ActView) => readonly Field[];
  readonly initial?: (view: CaseView) => Values;
  /** What is confirmed: the thing, the items, the date. */
  readonly says?: (view: CaseView) => ReactNode;
  readonly opinion?: 'required' | 'none';
  readonly attachments?: false;
  /** Which paper must be attached, as far as it is stated by now; null: none need be. */
  readonly proof?: (values: Values) => string | null;
  /** From what was typed to what the act states. */
  readonly body?: (values: Values, view: CaseView) => Values;
  /** What is wrong beyond empty required fields, found before sending. */
  readonly check?: (values: Values, view: CaseView) => Readonly<Record<string, string>>;
  /** This act has a page of its own. */
  readonly page?: (view: CaseView) => string;
  /** The word on the button that sends; else the act's. */
  readonly send?: string;
}
export type ActForms = Readonly<Record<string, ActForm>>;

import type { ReactNode } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import type { ActForms } from './act-form.ts';

interface Forms { readonly acts: ActForms }
const loaders: Readonly<Record<string, () => Promise<Forms>>> = {
  application: () => import('../application/acts.tsx'),
  grant: () => import('../grant/acts.tsx'),
  'use-change': () => import('../grant/use-change-acts.tsx'),
  'service-change': () => import('../grant/service-change-acts.tsx'),
  catalog: () => import('../catalog/acts.tsx'),
  source: () => import('../source/acts.tsx'),
  demand: () => import('../demand/acts.tsx'),
  reflux: () => import('../reflux/acts.tsx'),
  correction: () => import('../correction/acts.tsx'),
  dispute: () => import('../dispute/acts.tsx'),
  finding: () => import('../supervision/acts.tsx'),
  incident: () => import('../security/incident-acts.tsx'),
  assessment: () => import('../security/assessment-acts.tsx'),
  account: () => import('../organisation/account-acts.tsx'),
};

/** The forms of a procedure with those that every case has. A procedure without a file of its own still gets the common ones. */
export async function formsOf(kind: string): Promise<ActForms> {
  const [{ commonActs }, own] = await Promise.all([import('./common-acts.tsx'), loaders[kind]?.() ?? Promise.resolve({ acts: {} })]);
  return { ...commonActs, ...own.acts };
}

interface Own { readonly Above?: (props: { readonly view: CaseView }) => ReactNode; readonly Own: (props: { readonly view: CaseView }) => ReactNode; readonly Aside?: (props: { readonly view: CaseView }) => ReactNode }
const owns: Readonly<Record<string, () => Promise<Own>>> = {
  application: () => import('../application/own.tsx'),
  grant: () => import('../grant/own.tsx'),
  'use-change': () => import('../grant/use-change-own.tsx'),
  'service-change': () => import('../grant/service-change-own.tsx'),
  catalog: () => import('../catalog/own.tsx'),
  source: () => import('../source/own.tsx'),
  demand: () => import('../demand/own.tsx'),
  reflux: () => import('../reflux/own.tsx'),
  correction: () => import('../correction/own.tsx'),
  dispute: () => import('../dispute/own.tsx'),
  finding: () => import('../supervision/own.tsx'),
  incident: () => import('../security/own.tsx'),
  assessment: () => import('../security/own.tsx'),
  account: () => import('../organisation/account-own.tsx'),
};
export const ownOf = (kind: string): (() => Promise<Own>) | undefined => owns[kind];

import type { Permission } from './permissions.ts';

/**
 * Forms of the console, beside the sheets of acts, whose typing is kept for its author, and who may fill each in. A name
 * stands in the address of its draft. The form that opens a case bears the name of its procedure.
 */
export const draftForms = {
  incident: 'draft.own', // 安全事件 is reported by whoever sees it (35 ¶3)
  finding: 'supervision.read',
  basket: 'application.draft',
  batch: 'case.read', // one act on several like cases: its opinion
  binding: 'resource.bind',
  connection: 'resource.bind', // its password is kept nowhere
  'catalog-cause': 'catalog.review',
  'quality-rules': 'quality.rules',
  usage: 'usage.write',
  typical: 'typical.publish',
  maintenance: 'resource.maintenance',
  'correction-rules': 'correction.rules',
  'correction-row': 'correction.draft',
  'correction-answer': 'correction.answer',
  'entry-outside': 'catalog.edit',
  organisation: 'organisation.edit',
  'holiday-notice': 'calendar.propose',
  'local-rule': 'jurisdiction.edit',
  'paper-template': 'jurisdiction.edit',
} as const satisfies Readonly<Record<string, Permission>>;

export type DraftForm = keyof typeof draftForms;

/** Who may fill this form in; undefined: there is no such form. */
export function permissionOfForm(name: string): Permission | undefined {
  return Object.hasOwn(draftForms, name) ? draftForms[name as DraftForm] : undefined;
}

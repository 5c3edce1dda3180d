import type { Permission } from './permissions.ts';

/**
 * Forms of the console, beside the sheets of acts, whose typing is kept for its author, and who may fill each in. A name
 * stands in the address of its draft.
 */
export const draftForms = {
  incident: 'draft.own', // 安全事件 is reported by whoever sees it (35 ¶3)
  basket: 'application.draft',
  usage: 'usage.write',
  typical: 'typical.publish',
  maintenance: 'resource.maintenance',
  'correction-rules': 'correction.rules',
  'correction-row': 'correction.draft',
  'correction-answer': 'correction.answer',
  'entry-outside': 'catalog.edit',
} as const satisfies Readonly<Record<string, Permission>>;

export type DraftForm = keyof typeof draftForms;

/** Who may fill this form in; undefined: there is no such form. */
export function permissionOfForm(name: string): Permission | undefined {
  return Object.hasOwn(draftForms, name) ? draftForms[name as DraftForm] : undefined;
}

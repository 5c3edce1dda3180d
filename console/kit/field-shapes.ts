import type { ReactNode } from 'react';

/** A field of an act's form, as data: each procedure lists its own in `acts.tsx`. */
export type Values = Record<string, unknown>;
export interface Choice { readonly value: string; readonly zh: string; readonly note?: string }
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Optional fields say 选填. */
  readonly required?: boolean;
  readonly kind: 'text' | 'area' | 'date' | 'number' | 'select' | 'radio' | 'check' | 'points' | 'lines' | 'own';
  readonly options?: readonly Choice[];
  readonly max?: number;
  readonly when?: (values: Values) => boolean;
  /** For 'own': draws itself. */
  readonly draw?: (value: unknown, set: (value: unknown) => void, errors: Errors, id: string) => ReactNode;
}
export type Errors = Readonly<Record<string, string>>;

/** Errors of one field and of what lies in it (`points.2.text`). */
export function errorAt(errors: Errors, name: string): string | undefined {
  if (errors[name]) return errors[name];
  const inside = Object.keys(errors).find((path) => path.startsWith(`${name}.`));
  return inside ? errors[inside] : undefined;
}

/** What was wrong with a field is no longer said of what is typed into it now. */
export function without(errors: Errors, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).filter(([path]) => path !== name && !path.startsWith(`${name}.`)));
}

/** What is required and empty, found before anything is sent. */
export function missing(fields: readonly Field[], values: Values): Record<string, string> {
  const found: Record<string, string> = {};
  for (const field of fields) {
    if (!field.required || (field.when && !field.when(values))) continue;
    const value = values[field.name];
    const empty = value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && value.filter((v) => v !== '').length === 0);
    if (empty) found[field.name] = field.kind === 'check' ? `请确认：${field.label}` : field.options ? `请选择${field.label}` : `请填写${field.label}`;
  }
  return found;
}

/** What goes out: fields that are shown; empty optional ones are left out. */
export function stated(fields: readonly Field[], values: Values): Values {
  const out: Values = {};
  for (const field of fields) {
    if (field.when && !field.when(values)) continue;
    const value = values[field.name];
    if (value === undefined || value === '' || value === null) continue;
    out[field.name] = field.kind === 'number' ? Number(value) : field.kind === 'lines' && Array.isArray(value) ? value.filter((v) => String(v).trim() !== '') : value;
  }
  return out;
}

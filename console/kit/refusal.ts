import { ApiError } from '../../sdk/client.ts';

/** What a refusal says of each field, by its path as `named` gives it; null where it is of none. */
export function fieldErrors(thrown: unknown, named: (path: string) => string = (path) => path): Record<string, string> | null {
  const fields = thrown instanceof ApiError ? thrown.refusal.fields ?? [] : [];
  return fields.length === 0 ? null : Object.fromEntries(fields.map((field) => [named(field.path), field.message]));
}

/** What is refused of a field is said at that field, any other refusal above the form. */
export function tellRefusal(thrown: unknown, atFields: (errors: Record<string, string>) => void, above: (thrown: unknown) => void, named?: (path: string) => string): void {
  const errors = fieldErrors(thrown, named);
  if (errors === null) above(thrown);
  else atFields(errors);
}

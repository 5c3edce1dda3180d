/** `{region}-{uuid}` taken apart. */
export function parseRef(ref: string): { readonly region: string; readonly id: string } {
  return { region: ref.slice(0, 6), id: ref.slice(7) };
}

export function refOf(it: { readonly region: string; readonly id: string }): string {
  return `${it.region}-${it.id}`;
}

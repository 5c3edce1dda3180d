/** By what the rows of an entry's sandbox are invented: the same for every department, others with the next version. */
export function seedOf(it: { readonly entryRegion: string; readonly entry: string; readonly entryVersion: number }): string {
  return `${it.entryRegion}/${it.entry}/${it.entryVersion}`;
}

/** In which order what is frequent is read, so that the first rows read are the first in order. */

/** At most so many candidates of a frequent question are ranked and counted. */
export const CANDIDATES = 1000;
/** Hits that a step should have: a little more than half of what is wanted, so that two are enough. */
const aStep = 600;
/** Borne by more than one entry in so many: the newest are read one after the other, the index of words would only list nearly all. */
const everywhere = 8;
const longest = 60;

/** What is read one step after the other: shelves, several of a step joined by commas, or places, from and to. */
export type Steps = { readonly shelves: readonly string[] } | { readonly places: readonly (readonly [from: number, to: number])[] };

/** The shortest names first, the newest of them: `hits` by length, as estimated; lengths that were not seen go with the next that was. */
export function lengthSteps(hits: ReadonlyMap<number, number>, places: number): Steps {
  const steps: string[] = [];
  let [open, expected]: [string[], number] = [[], 0];
  const close = () => {
    if (open.length > 0) steps.push(open.join(','));
    [open, expected] = [[], 0];
  };
  for (let length = 1; length <= longest; length += 1) {
    const here = hits.get(length) ?? 0;
    if (here > 2 * aStep) {
      close();
      steps.push(...newest(`l:${length}`, places >> 16, here));
      continue;
    }
    open.push(`l:${length}`);
    expected += here;
    if (expected >= aStep) close();
  }
  close();
  return { shelves: steps };
}

/** The newest first, whatever their names. */
export function newestSteps(hits: number, places: number): Steps {
  if (hits * everywhere <= places) return { shelves: newest('n', places >> 12, hits) };
  const size = Math.max(1, Math.floor((aStep * places) / hits));
  return { places: Array.from({ length: Math.ceil((places + 1) / size) }, (_, step) => [places - (step + 1) * size, places - step * size]) };
}

/** Shelves `name:0 … name:last`, the newest first, as many in a step as bear what a step should have. */
function newest(name: string, last: number, hits: number): string[] {
  const size = Math.max(1, Math.floor((aStep * (last + 1)) / hits));
  return Array.from({ length: Math.ceil((last + 1) / size) }, (_, step) =>
    Array.from({ length: Math.min(size, last + 1 - step * size) }, (__, n) => `${name}:${last - step * size - n}`).join(','));
}

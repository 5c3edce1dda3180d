const page = 500;

/** What comes one by one, in lots of which each is compared by one statement: memory does not grow with their number. */
export async function* byHundreds<T>(all: AsyncIterable<T>): AsyncIterable<readonly T[]> {
  let some: T[] = [];
  for await (const one of all) {
    some.push(one);
    if (some.length < page) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

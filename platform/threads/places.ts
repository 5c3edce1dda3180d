/** So many pieces of heavy work at a time in one process, of one account no more than its share: nobody keeps all others out. */
export interface Places {
  /** Takes a place for this account; what it answers gives it back, once however often it is called. */
  take(person: string): () => void;
}

/**
 * @param most   places of this process
 * @param ofOne  how many of them one account may hold
 * @param refuse throws what is said where there is none
 */
export function createPlaces(most: number, ofOne: number, refuse: () => never): Places {
  const held = new Map<string, number>();
  let all = 0;
  return {
    take(person) {
      const own = held.get(person) ?? 0;
      if (all >= most || own >= ofOne) return refuse();
      all += 1;
      held.set(person, own + 1);
      let given = false;
      return () => {
        if (given) return;
        given = true;
        all -= 1;
        const left = (held.get(person) ?? 1) - 1;
        if (left > 0) held.set(person, left);
        else held.delete(person);
      };
    },
  };
}

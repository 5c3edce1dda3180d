/** Asks again, every twenty milliseconds, until the answer is good; answers the last one, so that what is wrong with it is said. */
export async function until<T>(ask: () => Promise<T>, good: (answer: T) => boolean, withinMs = 20_000): Promise<T> {
  for (const end = Date.now() + withinMs; ;) {
    const answer = await ask();
    if (good(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * Asks until what was just changed is obeyed: whoever asks two seconds after it, or later, must find it so. Only when he asked
 * counts: how long a busy machine takes for the answer says nothing about the gateway.
 *
 * @param holds  fails where the answer is not that of the changed state
 */
export async function obeyed<T>(ask: () => Promise<T>, holds: (answer: T) => void): Promise<void> {
  for (const changed = Date.now(); ;) {
    const asked = Date.now();
    const answer = await ask();
    try {
      return holds(answer);
    } catch (error) {
      if (asked - changed >= 2_000) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Asks again, every twenty milliseconds, until the answer is good; answers the last one, so that what is wrong with it is said. */
export async function until<T>(ask: () => Promise<T>, good: (answer: T) => boolean, withinMs = 20_000): Promise<T> {
  for (const end = Date.now() + withinMs; ;) {
    const answer = await ask();
    if (good(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

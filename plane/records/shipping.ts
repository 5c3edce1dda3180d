/** Ships what is recorded, one run at a time however many ask; what stands in the way is said once, until it goes again. */
export interface Shipping {
  ship(): Promise<void>;
  /** Why the last run failed; null when it did not. */
  readonly fault: string | null;
  /** No run begins by itself any more; one under way is waited for, at most so long. */
  end(withinMs: number): Promise<void>;
}

export function startShipping(run: () => Promise<void>, everyMs: number, troubled: (text: string) => void): Shipping {
  let fault: string | null = null;
  let underWay: Promise<void> | undefined;
  const ship = (): Promise<void> => {
    underWay ??= run().then(() => { fault = null; }, (error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      if (fault === null) troubled(text);
      fault = text;
      throw error;
    }).finally(() => { underWay = undefined; });
    return underWay;
  };
  const timer = setInterval(() => { ship().catch(() => undefined); }, everyMs).unref();
  return {
    ship,
    get fault() { return fault; },
    async end(withinMs) {
      clearInterval(timer);
      await Promise.race([ship().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, withinMs).unref())]);
    },
  };
}

/** A wait that ends early when a signal is aborted. */
export interface Wait {
  /** Resolves when the wait is over; never rejects. */
  readonly over: Promise<"elapsed" | "aborted">;
  cancel(this: void): void;
}

export function wait(ms: number, signal: AbortSignal | undefined): Wait {
  let cancel = () => {};
  const over = new Promise<"elapsed" | "aborted">((resolve) => {
    if (signal?.aborted) {
      resolve("aborted");
      return;
    }
    const abort = () => resolve("aborted");
    const timer = setTimeout(() => resolve("elapsed"), ms);
    signal?.addEventListener("abort", abort);
    cancel = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
  });
  return { over: over.finally(() => cancel()), cancel: () => cancel() };
}

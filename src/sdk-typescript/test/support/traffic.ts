import { vi } from "vitest";
import type { Stack } from "./stack.js";

/** Watches requests in flight, so that fake time passes only when the code waits for nothing but time. */
export class Traffic {
  private readonly underWay = new Set<string>();
  private count = 0;

  constructor(private readonly stack: Stack) {}

  /** The real fetch. */
  readonly fetch: typeof fetch = async (input, init) => {
    const number = String(++this.count);
    this.underWay.add(number);
    const over = () => this.underWay.delete(number);
    const headers = new Headers(init?.headers);
    headers.set("x-number", number);
    try {
      const response = await fetch(input, { ...init, headers });
      const text = response.text.bind(response);
      response.text = () => text().finally(over);
      return response;
    } catch (error) {
      over();
      throw error;
    }
  };

  /** Resolves when no response is outstanding: everything that still runs waits for time to pass. */
  async quiet(): Promise<void> {
    for (let seen = 0; seen < 2;) {
      await new Promise(setImmediate); // lets the code that got a response go on, which may send again
      const quiet = [...this.underWay].every((number) => this.stack.hanging.has(number));
      seen = quiet ? seen + 1 : 0;
    }
  }

  /** Runs a call to its end. Each wait ends at once, while the fake clocks advance by its full length. */
  async settle<T>(call: Promise<T>): Promise<PromiseSettledResult<T>> {
    let result: PromiseSettledResult<T> | undefined;
    void Promise.allSettled([call]).then(([settled]) => (result = settled));
    for (;;) {
      await this.quiet();
      if (result) {
        return result;
      }
      await vi.advanceTimersToNextTimerAsync();
    }
  }
}

/** Stops timers and clocks until the test advances them; sockets keep working. */
export function stopTime(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
}

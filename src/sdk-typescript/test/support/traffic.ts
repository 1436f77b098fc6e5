import { vi } from "vitest";
import type { Stack } from "./stack.js";

/** Watches what is on its way to a stack, so that time passes only where nothing but time is waited for. */
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

  /** Resolves when no answer is to be expected any more: what goes on then is waiting for time to pass. */
  async quiet(): Promise<void> {
    for (let seen = 0; seen < 2;) {
      await new Promise(setImmediate); // whoever has been given an answer goes on first, and may send again
      const quiet = [...this.underWay].every((number) => this.stack.hanging.has(number));
      seen = quiet ? seen + 1 : 0;
    }
  }

  /** Runs a call to its end: under stopped time, each wait is over at once, and lasts as long as it should. */
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

/** Timers, and the clocks that go with them, stand still until they are told to go on; sockets do not. */
export function stopTime(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
}

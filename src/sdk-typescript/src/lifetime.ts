/** The parts of a process or a page that a runtime may have. */
interface Runtime {
  process?: Emitter;
  document?: EventTarget & { visibilityState: string };
  addEventListener?: EventTarget["addEventListener"];
  removeEventListener?: EventTarget["removeEventListener"];
}

interface Emitter {
  on?(event: "beforeExit", listener: () => void): void;
  off?(event: "beforeExit", listener: () => void): void;
}

const runtime = globalThis as unknown as Runtime;

/** Returns whether the code runs in a page, which may be closed before a response arrives. */
export const isPage = (): boolean => runtime.document !== undefined;

/**
 * Listens for the end of the process (Node.js, Bun and Deno: `beforeExit`, when nothing else is left to do) or of the page. A
 * page that is merely hidden counts as ended.
 *
 * @returns a function that stops listening
 */
export function onEnd(listener: () => void): () => void {
  const { process, document } = runtime;
  const hidden = () => {
    if (document?.visibilityState === "hidden") {
      listener();
    }
  };
  process?.on?.("beforeExit", listener);
  document?.addEventListener("visibilitychange", hidden);
  if (document) {
    runtime.addEventListener?.("pagehide", listener);
  }
  return () => {
    process?.off?.("beforeExit", listener);
    document?.removeEventListener("visibilitychange", hidden);
    if (document) {
      runtime.removeEventListener?.("pagehide", listener);
    }
  };
}

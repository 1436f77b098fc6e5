/** What a runtime may have of a process and a page. */
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

/** Whether this is a page, which may be gone before an answer comes. */
export const isPage = (): boolean => runtime.document !== undefined;

/**
 * Listens for the end of the process (Node.js, Bun and Deno: `beforeExit`, when nothing else is left to do) or of the
 * page, which may be no more than hidden.
 *
 * @returns stops listening
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

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const KEY = "il_live_5ecre7";

/** What the server does with one request. */
export type Behaviour =
  /** Accepts the events, each key once. */
  | "accept"
  /** Accepts the events, and breaks the connection before the response. */
  | "accept, then reset"
  | "reset"
  | "hang"
  /** Sends a response; with `cut`, breaks the connection in the middle of the body. */
  | { status: number; headers?: Record<string, string>; body?: unknown; cut?: boolean };

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  readonly keys: string[];
  /** `performance.now()` when the request arrived. */
  readonly at: number;
}

interface SentEvent {
  type: string;
  payload: Record<string, unknown>;
  idempotencyKey: string;
  timestamp?: string;
}

/** A real HTTP server that accepts events as the stack does, and misbehaves on demand. */
export class Stack implements AsyncDisposable {
  readonly requests: Request[] = [];

  /** The ids of the accepted events, by their keys. */
  readonly rows = new Map<string, string>();

  private readonly payloads = new Map<string, string>();

  /** The numbers, as a {@link Traffic} assigned them, of requests that get no response. */
  readonly hanging = new Set<string>();

  /** What the server does with the next requests; it accepts those after them. */
  script: Behaviour[] = [];

  /** Decides which events are refused, and names the field. */
  wrong: (event: SentEvent) => string | undefined = () => undefined;

  private readonly server = createServer((request, response) => void this.handle(request, response));

  static async start(): Promise<Stack> {
    const stack = new Stack();
    await new Promise<void>((listening) => stack.server.listen(0, "127.0.0.1", listening));
    return stack;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  events(): SentEvent[] {
    return this.requests.flatMap(({ body }) => eventsOf(body));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const body = Buffer.concat(chunks).toString();
    const events = eventsOf(body);
    this.requests.push({
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body,
      keys: events.map((event) => event.idempotencyKey),
      at: performance.now(),
    });
    const behaviour = this.script.shift() ?? "accept";
    if (behaviour === "hang") {
      this.hanging.add(String(request.headers["x-number"]));
    } else if (behaviour === "reset") {
      request.socket.destroy();
    } else if (behaviour === "accept, then reset") {
      this.take(events);
      request.socket.destroy();
    } else if (behaviour === "accept") {
      this.answer(body, events, response);
    } else {
      const { status, headers, body: answer = {}, cut } = behaviour;
      const text = typeof answer === "string" ? answer : JSON.stringify(answer);
      response.writeHead(status, { ...headers, "content-length": text.length + (cut ? 1 : 0) });
      response.write(text, () => (cut ? request.socket.destroy() : response.end()));
    }
  }

  private answer(body: string, events: SentEvent[], response: ServerResponse): void {
    const batch = body.startsWith('{"events":');
    const details = events.flatMap((event, i) => {
      const field = this.wrong(event);
      return field ? [{ path: `${batch ? `$.events[${i}]` : "$"}.payload.${field}`, message: "is wrong" }] : [];
    });
    if (details.length > 0) {
      const message = `Nothing was accepted: ${details.length} things are wrong.`;
      const error = { code: "invalid_event", message, details: details.slice(0, 3) };
      response.writeHead(400, { "apigw-requestid": "JKJaXmPLvHcESHA=" }).end(JSON.stringify({ error }));
    } else {
      response.writeHead(202).end(JSON.stringify({ data: { events: this.take(events) } }));
    }
  }

  private take(events: SentEvent[]): { id: string; duplicate: boolean; payload_differs?: true }[] {
    return events.map(({ idempotencyKey, payload }) => {
      const text = JSON.stringify(payload);
      const duplicate = this.rows.has(idempotencyKey);
      if (!duplicate) {
        this.rows.set(idempotencyKey, `evt_${this.rows.size + 1}`);
        this.payloads.set(idempotencyKey, text);
      }
      const differs = this.payloads.get(idempotencyKey) !== text;
      return { id: this.rows.get(idempotencyKey) ?? "", duplicate, ...(differs && { payload_differs: true }) };
    });
  }
}

function eventsOf(body: string): SentEvent[] {
  const json = JSON.parse(body) as SentEvent | { events: SentEvent[] };
  return "events" in json ? json.events : [json];
}

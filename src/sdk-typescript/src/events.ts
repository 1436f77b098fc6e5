/**
 * The events that this stack declares: a type's name to its payload. Empty until a generated file adds to it:
 *
 * ```ts
 * import "@ingestlayer/sdk";
 * declare module "@ingestlayer/sdk" {
 *   interface Events {
 *     "feature.used": { user_id: string; feature: string; count?: number | null | undefined };
 *   }
 * }
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merged with, never used as it stands here
export interface Events {}

/**
 * What else a generated file may say of the stack. `interface Settings { undeclared: false }` stands for a stack that
 * refuses event types it does not declare, so that they do not compile.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merged with, never used as it stands here
export interface Settings {}

type Declared = Extract<keyof Events, string>;

type Undeclared = Settings extends { undeclared: false } ? never : string & {};

/** The names of events that may be sent: the declared ones, and every other unless {@link Settings} forbids it. */
// eslint-disable-next-line @typescript-eslint/no-redundant-type-constituents -- is not, once a generated file is there
export type EventType = Declared | Undeclared;

/** What an event carries: the declared fields, or any JSON object where the type is not declared. */
export type Payload<T extends EventType = EventType> = T extends Declared ? Events[T] : object;

/** One event of a batch. */
export type IngestEvent<T extends EventType = EventType> = {
  [Type in T]: {
    /** Letters, digits and `. _ : / -`, such as `feature.used`; at most 128 characters. */
    type: Type;
    /** At most 256 KiB as JSON. */
    payload: Payload<Type>;
    /** Events of one key are one event; made up where it is left out. 1 to 255 characters. */
    idempotencyKey?: string | undefined;
    /** When it happened, if not now: becomes the event's `received_at`. A string is ISO 8601 with an offset. */
    timestamp?: Date | string | undefined;
  };
}[T];

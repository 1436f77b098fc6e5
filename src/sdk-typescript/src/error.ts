/** One thing that is wrong with a request. */
export interface Detail {
  /** Where, as in RFC 9535: `$.payload.count`, or `$.events[3].payload.count` of a batch. */
  readonly path: string;
  readonly message: string;
}

/** The answer to one event that was accepted. */
export interface IngestResult {
  /** `evt_…` */
  readonly id: string;
  /** Whether an event of this type with the same idempotency key was accepted before; `id` is that event's then. */
  readonly duplicate: boolean;
  /** `true` for a duplicate whose payload is not that of the event before, which is the one that counts; else absent. */
  readonly payloadDiffers?: boolean;
}

/** What an {@link IngestError} is made of. */
export interface Failure {
  status?: number;
  code: string;
  message: string;
  details?: readonly Detail[];
  requestId?: string | undefined;
  retryable: boolean;
  idempotencyKeys?: readonly string[];
  accepted?: readonly IngestResult[];
}

/** An event was not accepted, or nobody knows whether it was. The API key is in none of its fields. */
export class IngestError extends Error {
  /** The HTTP status of the last answer; 0 when there was none. */
  readonly status: number;

  /**
   * One word for programs. Of the stack: `invalid_json`, `invalid_event`, `unauthorized`, `forbidden`, `too_large`,
   * `rate_limited`, `unavailable` and others; `http_<status>` where an answer has no code. Of this package:
   * `not_configured`, `invalid_event`, `network`, `timeout`, `aborted`, `redirected`, `unreadable_answer`, `queue_full`,
   * `closed`.
   */
  readonly code: string;

  /** What is wrong where; empty when the message says it all. */
  readonly details: readonly Detail[];

  /** API Gateway's id of the request, to look for in the logs; absent when nothing answered, and on a laptop. */
  readonly requestId: string | undefined;

  /** Whether the same events, sent again under the same {@link idempotencyKeys}, may be accepted. */
  readonly retryable: boolean;

  /**
   * The key of each event of the call, in the order given. With them a later call counts as the same one; without them its
   * events are new, and may be delivered a second time.
   */
  readonly idempotencyKeys: readonly string[];

  /** Of `ingestBatch`: the results of the events at its start that were accepted before this happened. */
  readonly accepted: readonly IngestResult[];

  constructor(failure: Failure) {
    super(failure.message);
    this.status = failure.status ?? 0;
    this.code = failure.code;
    this.details = failure.details ?? [];
    this.requestId = failure.requestId;
    this.retryable = failure.retryable;
    this.idempotencyKeys = failure.idempotencyKeys ?? [];
    this.accepted = failure.accepted ?? [];
  }

  static {
    this.prototype.name = "IngestError";
  }
}

/** The same error, told of other events. */
export function retold(error: IngestError, changes: Partial<Failure>): IngestError {
  const { status, code, message, details, requestId, retryable } = error;
  return new IngestError({ status, code, message, details, requestId, retryable, ...changes });
}

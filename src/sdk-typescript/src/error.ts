/** One problem of a request. */
export interface Detail {
  /** A JSON path (RFC 9535) to the problem: `$.payload.count`, or `$.events[3].payload.count` in a batch. */
  readonly path: string;
  readonly message: string;
}

/** The result for one accepted event. */
export interface IngestResult {
  /** The id of the event: `evt_…`. */
  readonly id: string;
  /** Whether an event of this type with the same idempotency key was accepted before; `id` is then the id of that event. */
  readonly duplicate: boolean;
  /** `true` for a duplicate with another payload than the first event, whose payload counts; absent otherwise. */
  readonly payloadDiffers?: boolean;
}

/** The fields of an {@link IngestError}. */
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

/** An event was not accepted, or it is unknown whether it was. No field contains the API key. */
export class IngestError extends Error {
  /** The HTTP status of the last response; 0 when there was none. */
  readonly status: number;

  /**
   * A code for programs. Codes of the stack: `invalid_json`, `invalid_event`, `unauthorized`, `forbidden`, `too_large`,
   * `rate_limited`, `unavailable` and others; `http_<status>` when a response has no code. Codes of this package:
   * `not_configured`, `invalid_event`, `network`, `timeout`, `aborted`, `redirected`, `unreadable_answer`, `queue_full`,
   * `closed`.
   */
  readonly code: string;

  /** The problems with their paths; empty when the message says everything. */
  readonly details: readonly Detail[];

  /** The id that API Gateway gave the request, for searching the logs; absent without a response and on the local stack. */
  readonly requestId: string | undefined;

  /** Whether the same events may be accepted when they are sent again under the same {@link idempotencyKeys}. */
  readonly retryable: boolean;

  /**
   * The key of each event of the call, in the same order. Events that are sent again with these keys count once. Without the
   * keys they are new events, and may be delivered a second time.
   */
  readonly idempotencyKeys: readonly string[];

  /** For `ingestBatch`: the results of the first events, which were accepted before the error. */
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

/** Returns a copy of the error with some fields changed. */
export function withChanges(error: IngestError, changes: Partial<Failure>): IngestError {
  const { status, code, message, details, requestId, retryable } = error;
  return new IngestError({ status, code, message, details, requestId, retryable, ...changes });
}

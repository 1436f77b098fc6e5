/**
 * Why a webhook was not proved: a header is missing or malformed, it was signed too long ago (or by a clock too far off),
 * no secret made any of its signatures, or it is proved and its body is no JSON.
 */
export type VerificationCode = "missing_header" | "malformed_signature" | "too_old" | "mismatch" | "invalid_body";

/** A webhook must not be believed. Answer 400, and do nothing else. Holds no secret. */
export class WebhookVerificationError extends Error {
  readonly code: VerificationCode;

  constructor(code: VerificationCode, message: string) {
    super(message);
    this.code = code;
  }

  static {
    this.prototype.name = "WebhookVerificationError";
  }
}

/**
 * The reason why a webhook was refused: a header is missing or malformed, the signature is too old (or the clock of the signer
 * is too far off), no secret made any of the signatures, or the signature is valid but the body is not JSON.
 */
export type VerificationCode = "missing_header" | "malformed_signature" | "too_old" | "mismatch" | "invalid_body";

/** A webhook must not be trusted. Respond with 400 and do nothing else. The error contains no secret. */
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

/**
 * Finds personal data and secrets in text (e-mail addresses, phone numbers, cards, IBANs, IP addresses, tokens) and
 * redacts them. JSON trees and treatments come in and redacted trees go out; the input is never changed. The package
 * knows nothing of events and pipelines, reads no lists and calls no service: the same text always gives the same
 * result.
 */
package com.ingestlayer.redaction;

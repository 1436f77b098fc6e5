/**
 * Finds what tells of a person or opens a door in text (e-mail addresses, phone numbers, cards, IBANs, IP addresses, secrets),
 * and takes it away. JSON trees and treatments come in, trees without it go out; what came in is never changed. Knows nothing
 * of events and pipelines, reads no list and calls nobody: the same text always gives the same text.
 */
package com.ingestlayer.redaction;

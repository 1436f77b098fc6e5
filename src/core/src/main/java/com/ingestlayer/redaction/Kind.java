package com.ingestlayer.redaction;

/** What a piece of text is; where two kinds are found in one place, the first of these names it. */
public enum Kind {
    /** A password, a token, a private key. */
    SECRET,
    IBAN,
    CARD,
    EMAIL,
    IP,
    PHONE
}

package com.ingestlayer.redaction;

/** The kind of a finding. If findings of two kinds overlap, the one that is declared first takes precedence. */
public enum Kind {
    /** A password, token or private key. */
    SECRET,
    IBAN,
    CARD,
    EMAIL,
    IP,
    PHONE
}

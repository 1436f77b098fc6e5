package com.ingestlayer.event;

/** What becomes of a payload's fields that its declaration does not name. */
public enum Unknown {
    /** They are mistakes, such as a misspelt name, and the event is refused. */
    REJECT,
    /** They are not checked; they are kept and passed on with the rest of the payload. */
    IGNORE
}

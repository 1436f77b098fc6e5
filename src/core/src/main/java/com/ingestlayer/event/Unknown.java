package com.ingestlayer.event;

/** How fields are treated that a payload has and its declaration does not name. */
public enum Unknown {
    /** The event is rejected: an undeclared field is a mistake, such as a misspelt name. */
    REJECT,
    /** The fields are not checked; they are stored and delivered with the rest of the payload. */
    IGNORE
}

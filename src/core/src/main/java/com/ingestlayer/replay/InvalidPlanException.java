package com.ingestlayer.replay;

/** A file is not a plan that can be resumed. The message is one line, fit to show to the person who named the file. */
public final class InvalidPlanException extends Exception {
    InvalidPlanException(String message) {
        super(message);
    }
}

package com.ingestlayer.bench;

import com.ingestlayer.local.StackLayout;
import java.util.Locale;

/** Which of the two functions is measured. */
enum Job {
    INGRESS,
    DELIVERY;

    /** Its name in directories and logs. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What Lambda is told to call. */
    String handler() {
        return StackLayout.HANDLER;
    }
}

package com.ingestlayer.bench;

import com.ingestlayer.local.StackLayout;
import java.util.Locale;

/** The function that is measured. */
enum Job {
    INGRESS,
    DELIVERY;

    /** Returns its name in directories and logs. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the handler that Lambda calls. */
    String handler() {
        return StackLayout.HANDLER;
    }
}

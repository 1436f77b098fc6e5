package com.ingestlayer.aot;

import com.ingestlayer.local.StackLayout;
import java.util.Locale;

/** Which of the two functions a package is. */
public enum Job {
    INGRESS,
    DELIVERY;

    /** Its name in directories and logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What Lambda is told to call. */
    String handler() {
        return StackLayout.HANDLER;
    }
}

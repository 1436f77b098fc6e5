package com.ingestlayer.cli.failure;

import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes of the process. Scripts depend on these numbers. */
public final class ExitCode {
    public static final int OK = 0;
    /** The request is wrong: a bad configuration, something that was not found, or a refusal. */
    public static final int REFUSED = 1;
    /** The command did its work except for a part, which it reports. */
    public static final int PARTLY = 2;
    /** The command line itself is wrong. */
    public static final int USAGE = 3;
    /** AWS, or an engine of the local stack, could not be reached or denied access. */
    public static final int UNREACHABLE = 4;

    private ExitCode() {}

    /** Returns the exit codes with their meanings, as {@code --help} lists them. */
    public static Map<String, String> explained() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put(" " + OK, "done");
        codes.put(" " + REFUSED, "what was asked for is wrong: bad configuration, not found, refused");
        codes.put(" " + PARTLY, "partly done");
        codes.put(" " + USAGE, "the command line is wrong");
        codes.put(" " + UNREACHABLE, "AWS or the local stack could not be reached, or denied access");
        return codes;
    }
}

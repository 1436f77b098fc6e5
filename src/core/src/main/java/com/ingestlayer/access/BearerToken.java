package com.ingestlayer.access;

import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.RefusedException.Reason;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the header {@code Authorization: Bearer <token>}. */
public final class BearerToken {
    /** The syntax of RFC 6750 section 2.1; the name of the scheme is case-insensitive (RFC 9110 section 11.1). */
    private static final Pattern FORM = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]{1,512}=*) *");

    private BearerToken() {}

    /**
     * Returns the token in the header.
     *
     * @param example the example token that the error message shows
     * @throws RefusedException with {@link Reason#UNAUTHORIZED} if there is no token
     */
    public static String require(Optional<String> authorization, String example) throws RefusedException {
        String header = authorization.orElseThrow(() -> refused("missing", example));
        Matcher matcher = FORM.matcher(header);
        if (!matcher.matches()) {
            throw refused("malformed", example);
        }
        return matcher.group(1);
    }

    private static RefusedException refused(String what, String example) {
        return new RefusedException(
                Reason.UNAUTHORIZED,
                "The Authorization header is " + what + ". Send: Authorization: Bearer " + example,
                List.of());
    }
}

package com.ingestlayer.access;

import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.RefusedException.Reason;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code Authorization: Bearer <token>}. */
public final class BearerToken {
    /** RFC 6750 section 2.1; the scheme's name is compared without case (RFC 9110 section 11.1). */
    private static final Pattern FORM = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]{1,512}=*) *");

    private BearerToken() {}

    /**
     * The token in the header.
     *
     * @param example what the message shows in the token's place
     * @throws RefusedException with {@link Reason#UNAUTHORIZED} when there is none
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

package com.ingestlayer.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes HMAC-SHA256 (RFC 2104). Thread-safe. */
public final class HmacSha256 {
    private static final String ALGORITHM = "HmacSHA256";

    /** One instance per thread, because creating one costs as much as signing a short text. */
    private static final ThreadLocal<Mac> PER_THREAD = ThreadLocal.withInitial(HmacSha256::create);

    private HmacSha256() {}

    private static Mac create() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** @param parts the signed bytes, in this order */
    public static byte[] sign(byte[] key, byte[]... parts) {
        try {
            Mac mac = PER_THREAD.get();
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("the key is empty", e);
        }
    }
}

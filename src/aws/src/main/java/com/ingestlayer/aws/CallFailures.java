package com.ingestlayer.aws;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.api.AwsException;
import com.ingestlayer.aws.api.AwsRefusedException;

/** Says what the failure of a call means to those who wait for it. */
final class CallFailures {
    private CallFailures() {}

    /**
     * {@link UnavailableException} where the same call may succeed after a while, else {@link ServiceRefusalException}.
     *
     * @param what the table, queue or store, in words an operator knows
     */
    static RuntimeException of(String what, AwsException failure) {
        if (failure instanceof AwsRefusedException refused && !refused.passes()) {
            String code = refused.code().isEmpty() ? "HTTP " + refused.status() : refused.code();
            return new ServiceRefusalException(what, refused.service(), refused.operation(), code, refused);
        }
        return new UnavailableException(what, failure);
    }
}

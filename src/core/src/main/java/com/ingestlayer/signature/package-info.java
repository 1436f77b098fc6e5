/** Signs what goes out. A secret and a body come in, a header value goes out; no clock is read here. */
package com.ingestlayer.signature;

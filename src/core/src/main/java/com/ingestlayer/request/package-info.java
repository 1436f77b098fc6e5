/**
 * What a sender's request holds, and why it is refused.
 */
package com.ingestlayer.request;

/**
 * The content of a sender's request and the reasons to refuse it. It knows events and their declarations, and nothing
 * of how requests arrive or where events go.
 */
package com.ingestlayer.request;

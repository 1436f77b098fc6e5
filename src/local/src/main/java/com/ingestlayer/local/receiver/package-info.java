/**
 * A webhook receiver to watch deliveries with: it checks signatures as a customer's endpoint would, misbehaves on demand,
 * and shows what came.
 */
package com.ingestlayer.local.receiver;

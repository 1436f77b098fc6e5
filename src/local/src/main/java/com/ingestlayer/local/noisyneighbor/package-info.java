/**
 * A benchmark: what one destination that hangs costs all others. The whole stack runs with as many batches under way as AWS
 * allows by default; receivers and senders are its own. Nothing of it is in the functions.
 */
package com.ingestlayer.local.noisyneighbor;

/**
 * What can be told from an IP address: whether it is of the public internet, whether it is on a list of the operator's, and
 * where it is by a database of the operator's. Addresses come in as text; asks nobody, no DNS either.
 */
package com.ingestlayer.ip;

/**
 * Derives facts from an IP address: whether it is public, whether it is on one of the operator's lists, and where it is
 * according to one of the operator's databases. Addresses come in as text. The package calls no service, and makes no
 * DNS lookups.
 */
package com.ingestlayer.ip;

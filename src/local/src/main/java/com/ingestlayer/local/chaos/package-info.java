/**
 * Simulated nights: the whole stack under a steady flow of events while processes are killed, engines misbehave and
 * receivers fail; then a reckoning of every accepted event and every delivery. Nothing of it is in the functions: faults
 * come from outside, through the engines' proxies, the processes' host and the receiver.
 */
package com.ingestlayer.local.chaos;

/**
 * What every package shares: the exceptions that every port may throw, pages of lists, and times, durations and hashes
 * as text. It knows nothing of events and must stay free of every other package.
 */
package com.ingestlayer;

/** What every package shares: the exception that every port may throw, and durations as people write them. */
package com.ingestlayer;

/** What every package shares: the exception that every port may throw, pages of lists, moments and durations as text. */
package com.ingestlayer;

/** The one exception that every port may throw. */
package com.ingestlayer;

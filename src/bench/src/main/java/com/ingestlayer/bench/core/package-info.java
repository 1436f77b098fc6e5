/** What the domain alone costs, without engines, HTTP or Lambda. */
package com.ingestlayer.bench.core;

/** Events that were accepted, and what became of them. Reads only. */
package com.ingestlayer.cli.events;

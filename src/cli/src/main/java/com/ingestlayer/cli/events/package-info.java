/** The commands that show accepted events and the state of their deliveries. They only read. */
package com.ingestlayer.cli.events;

/**
 * Counts how often something happens within a window, for the steps {@code dedupe} and {@code throttle}. Reservations
 * come in and admissions go out. It knows events only by their ids, and the table only through a port.
 */
package com.ingestlayer.window;

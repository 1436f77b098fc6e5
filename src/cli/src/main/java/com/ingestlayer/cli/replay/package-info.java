/**
 * Deliveries sent once more. What is to be done is planned and written to a file first; the file then knows what was done, so
 * that a run that was stopped goes on where it was. Nothing is done twice for it.
 */
package com.ingestlayer.cli.replay;

/**
 * The commands that store and show entities, one by one or from a file. An import reads the file line by line. Rows that are not
 * valid entities go, with the reason, to a file beside it; all others go to the stack. A second file records the progress, so
 * that a second run resumes the import.
 */
package com.ingestlayer.cli.entities;

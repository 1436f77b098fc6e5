/**
 * Reads the files of {@code infra/config} so that every mistake is told with file, line and what was expected. Text comes
 * in; values that know their line go out to the records that read themselves from it. Never stops at the first mistake.
 */
package com.ingestlayer.yaml;

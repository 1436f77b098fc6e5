/**
 * Reads the files of {@code infra/config} so that every mistake is reported with its file, its line and what was
 * expected. Text comes in; values that know their line go out, and each configuration record reads itself from them.
 * Reading never stops at the first mistake.
 */
package com.ingestlayer.yaml;

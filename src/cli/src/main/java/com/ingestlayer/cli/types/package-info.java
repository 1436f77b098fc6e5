/**
 * Tells the TypeScript compiler which events a stack accepts. Reads the declarations of {@code infra/config} and writes a
 * {@code .d.ts} file, which is the same for the same declarations. Works offline.
 */
package com.ingestlayer.cli.types;

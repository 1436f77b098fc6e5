/**
 * Tells the TypeScript compiler what events a stack takes. The declarations of {@code infra/config} come in, a {@code .d.ts}
 * file goes out, the same for the same declarations. Asks nobody.
 */
package com.ingestlayer.cli.types;

/**
 * Entities: one by one, and whole files of them. A file comes in line by line; what cannot be an entity goes to a file
 * beside it with the reason, everything else to the stack, and how far it came stands in a second file, so that a rerun
 * goes on from there.
 */
package com.ingestlayer.cli.entities;

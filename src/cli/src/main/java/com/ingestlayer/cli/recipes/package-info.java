/** The command that lists the ready-made pipelines of Ingestlayer. */
package com.ingestlayer.cli.recipes;

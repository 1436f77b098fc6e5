/** The ready-made pipelines that come with Ingestlayer. */
package com.ingestlayer.cli.recipes;

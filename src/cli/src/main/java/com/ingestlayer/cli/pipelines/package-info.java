/** The commands that show pipelines and run test events through them. */
package com.ingestlayer.cli.pipelines;

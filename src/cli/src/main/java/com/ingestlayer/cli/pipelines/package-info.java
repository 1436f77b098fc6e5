/** The commands that show pipelines and try them out. */
package com.ingestlayer.cli.pipelines;

package com.ingestlayer.cli.keys;

import picocli.CommandLine.Command;

@Command(
        name = "keys",
        description = "API keys: make, list, revoke and rotate them.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer keys list")
public final class Keys {}

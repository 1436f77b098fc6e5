package com.ingestlayer.cli;

import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        description = "Prints a script that lets the shell complete commands and options.",
        footerHeading = "%nExample:%n",
        footer = {
            "  source <(ingestlayer completion bash)     in ~/.bashrc",
            "  source <(ingestlayer completion zsh)      in ~/.zshrc"
        })
final class PrintCompletion extends Action {
    /** The constants are named as users type them. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh.")
    @SuppressWarnings("UnusedVariable") // picocli checks its value
    private Shell shell;

    /** Prints the same script for both shells: in zsh, it turns on the compatibility with bash itself. */
    @Override
    public Integer call() {
        var root = spec().root();
        context().out().println(AutoComplete.bash(root.name(), root.commandLine()));
        return ExitCode.OK;
    }
}

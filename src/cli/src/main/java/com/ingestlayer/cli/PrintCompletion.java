package com.ingestlayer.cli;

import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        description = "Prints a script with which the shell completes commands and options.",
        footerHeading = "%nExample:%n",
        footer = {
            "  source <(ingestlayer completion bash)     in ~/.bashrc",
            "  source <(ingestlayer completion zsh)      in ~/.zshrc"
        })
final class PrintCompletion extends Action {
    /** Named as people write it. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh.")
    @SuppressWarnings("UnusedVariable") // picocli checks it
    private Shell shell;

    /** The same for both: the script itself asks zsh for its bash ways. */
    @Override
    public Integer call() {
        var root = spec().root();
        surroundings().out().println(AutoComplete.bash(root.name(), root.commandLine()));
        return ExitCode.OK;
    }
}

package com.ingestlayer.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces files in one step, so that readers, and processes that run after a crash, never see a partial file. */
public final class AtomicFile {
    private AtomicFile() {}

    /** Writes the text as UTF-8 to a file beside the target, {@code <name>.new}, and moves it over the target. */
    public static void write(Path target, String text) throws IOException {
        Path next = target.resolveSibling(target.getFileName() + ".new");
        Files.writeString(next, text);
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

package com.ingestlayer.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The directory that {@code INGESTLAYER_LOCAL_DATA} names. Tables, queues and parameters in it outlive the stack. One stack
 * uses it at a time; the lock ends with the process that holds it.
 */
final class DataDirectory implements AutoCloseable {
    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = requireNonNull(root, "root is null");
        this.lock = requireNonNull(lock, "lock is null");
    }

    /**
     * Opens the directory, and makes it if it does not exist.
     *
     * @throws InvalidSettingsException when it cannot be used, or another stack uses it
     */
    static DataDirectory open(Path root) throws InvalidSettingsException {
        FileChannel lock;
        try {
            Files.createDirectories(root);
            lock = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new InvalidSettingsException(
                    Settings.DATA_VARIABLE + ": " + root + " cannot be used: " + e.getMessage());
        }
        try {
            if (lock.tryLock() != null) {
                return new DataDirectory(root, lock);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // Told below: in this process or in another one, somebody has the lock.
        }
        close(lock);
        throw new InvalidSettingsException(
                Settings.DATA_VARIABLE + ": another stack uses " + root + "; stop it, or name another directory");
    }

    /** The directory of the engines' files. */
    Path engines() {
        return root;
    }

    /** The file of the parameters. */
    Path parameters() {
        return root.resolve("parameters.json");
    }

    @Override
    public void close() {
        close(lock);
    }

    private static void close(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

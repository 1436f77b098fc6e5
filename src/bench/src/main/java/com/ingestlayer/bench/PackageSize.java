package com.ingestlayer.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * The size of a package.
 *
 * @param zipped the bytes to upload
 * @param unpacked the bytes of its files, which for a native packaging is the executable
 */
record PackageSize(long zipped, long unpacked) {
    private static final double BYTES_OF_A_MEGABYTE = 1e6;

    /** Measures a zip and the directory that it was unpacked to. */
    static PackageSize of(Path zip, Path unpacked) throws IOException {
        return new PackageSize(Files.size(zip), unpackedBytes(unpacked));
    }

    /**
     * Estimates the zip of a directory that has not been packed: the sum of its files, each compressed as in a zip.
     */
    static PackageSize ofDirectory(Path directory) throws IOException {
        long zipped = 0;
        for (Path file : filesBelow(directory)) {
            CountingStream counted = new CountingStream();
            Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            try (DeflaterOutputStream packed = new DeflaterOutputStream(counted, deflater)) {
                Files.copy(file, packed);
            } finally {
                deflater.end();
            }
            zipped += counted.bytes;
        }
        return new PackageSize(zipped, unpackedBytes(directory));
    }

    double zippedMegabytes() {
        return zipped / BYTES_OF_A_MEGABYTE;
    }

    double unpackedMegabytes() {
        return unpacked / BYTES_OF_A_MEGABYTE;
    }

    private static long unpackedBytes(Path directory) throws IOException {
        long bytes = 0;
        for (Path file : filesBelow(directory)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static final class CountingStream extends OutputStream {
        private long bytes;

        @Override
        public void write(int each) {
            bytes++;
        }

        @Override
        public void write(byte[] written, int offset, int length) {
            bytes += length;
        }
    }
}

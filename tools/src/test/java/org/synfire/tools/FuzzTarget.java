package org.synfire.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.synfire.engine.DamagedReads;

/**
 * What the fuzzer calls with file after file of one format; {@code .ci/fuzz} starts it. The property
 * {@code synfire.fuzz.format} names the format, and {@code synfire.fuzz.folder} a folder for the file. <b>Threads:</b>
 * one.
 */
public final class FuzzTarget {
    private static final FileFormat.Subject SUBJECT = subject();
    private static final DamagedReads READS = new DamagedReads(SUBJECT.file().getParent(), 0);

    private FuzzTarget() {}

    private static FileFormat.Subject subject() {
        try {
            return FileFormat.called(System.getProperty("synfire.fuzz.format"))
                    .in(Files.createDirectories(Path.of(System.getProperty("synfire.fuzz.folder"))));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Called once, so that what is done once is not counted as time of the first file. */
    public static void fuzzerInitialize() throws Exception {
        for (byte[] whole : SUBJECT.whole()) {
            fuzzerTestOneInput(whole);
        }
    }

    /** Reads a file of this content. @throws Exception if it is neither read nor refused in words */
    public static void fuzzerTestOneInput(byte[] content) throws Exception {
        READS.require(SUBJECT.file(), content, SUBJECT.reader());
    }
}

package org.synfire.engine.file;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file that is written beside its place and moved there when it is whole.
 *
 * <p>What is closed without {@link #keep} leaves the former file as it was. A process that is killed also leaves a
 * hidden file {@code .NAME.PID-NUMBER.part}. A symbolic link stays one: the file that it leads to is replaced. What is
 * there but is no ordinary file, such as a pipe or a device, is written in place. <b>Threads:</b> one.
 */
public final class PartFile implements Closeable {
    private static final AtomicLong COUNT = new AtomicLong();

    private final Path place;
    private final Path part;
    private final OutputStream stream;

    private PartFile(Path place, Path part, OutputStream stream) {
        this.place = place;
        this.part = part;
        this.stream = stream;
    }

    /**
     * Begins a file.
     *
     * @param file its place, in a folder that is there
     * @throws IOException if it cannot be begun
     */
    public static PartFile of(Path file) throws IOException {
        Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(place) && !Files.isRegularFile(place)) {
            return new PartFile(place, place, new BufferedOutputStream(Files.newOutputStream(place)));
        }
        Path part = place.resolveSibling(String.format(
                Locale.ROOT,
                ".%s.%d-%d.part",
                place.getFileName(),
                ProcessHandle.current().pid(),
                COUNT.incrementAndGet()));
        return new PartFile(
                place,
                part,
                new BufferedOutputStream(
                        Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
    }

    /** Whether a file is one that was being written. */
    static boolean isPart(Path file) {
        return file.getFileName().toString().matches("\\..+\\.[0-9]+-[0-9]+\\.part");
    }

    /** Where the content is written to; buffered. */
    public OutputStream stream() {
        return stream;
    }

    /**
     * Ends the content and puts the file at its place.
     *
     * @throws IOException if the rest cannot be written; then the former file is as it was
     */
    public void keep() throws IOException {
        stream.close();
        if (part != place) {
            Files.move(part, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Drops what was not kept. */
    @Override
    public void close() throws IOException {
        if (part != place) {
            try {
                stream.close();
            } finally {
                Files.deleteIfExists(part);
            }
        } else {
            stream.close();
        }
    }
}

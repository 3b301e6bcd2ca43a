package org.synfire.engine.file;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file that is written beside its place and moved there when it is whole.
 *
 * <p>What is closed without {@link #keep} leaves the former file as it was. A process that is killed also leaves a
 * hidden file {@code .NAME.PID-NUMBER.part}; one that halts can {@link #abandonAll drop} them first. A symbolic link
 * stays one: the file that it leads to is replaced. What is there but is no ordinary file, such as a pipe or a device,
 * is written in place. <b>Errors:</b> where writing fails, the {@link FileSystemException} names the file and not its
 * part. <b>Threads:</b> one.
 */
public final class PartFile implements Closeable {
    private static final AtomicLong COUNT = new AtomicLong();
    private static final Set<Path> UNFINISHED = new HashSet<>();
    private static final ReentrantLock BEGINNING = new ReentrantLock();

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
            return new PartFile(place, place, buffered(place, Files.newOutputStream(place)));
        }
        Path part = place.resolveSibling(String.format(
                Locale.ROOT,
                ".%s.%d-%d.part",
                place.getFileName(),
                ProcessHandle.current().pid(),
                COUNT.incrementAndGet()));
        return new PartFile(place, part, buffered(place, begin(part)));
    }

    private static OutputStream begin(Path part) throws IOException {
        BEGINNING.lock();
        try {
            OutputStream stream = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            UNFINISHED.add(part);
            return stream;
        } finally {
            BEGINNING.unlock();
        }
    }

    private static void end(Path part) {
        BEGINNING.lock();
        try {
            UNFINISHED.remove(part);
        } finally {
            BEGINNING.unlock();
        }
    }

    /**
     * Deletes every file of this process that is not whole, and lets other threads begin and end none from now on: the
     * caller halts the process. Where a file is just being begun and that takes more than a second, nothing is deleted.
     */
    public static void abandonAll() {
        try {
            if (!BEGINNING.tryLock(1, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return;
        }
        for (Path part : UNFINISHED) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException leftBehind) {
                // as after a kill
            }
        }
    }

    private static OutputStream buffered(Path place, OutputStream stream) {
        return new BufferedOutputStream(new NamingStream(place, stream));
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

    /**
     * The same, and when this returns the file outlives a power cut: its content is on the disk before its name is.
     *
     * @throws IOException likewise
     */
    public void keepDurably() throws IOException {
        stream.close();
        if (part != place) {
            DurableFiles.force(part);
            keep();
            DurableFiles.forceNames(place.getParent());
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
                end(part);
            }
        } else {
            stream.close();
        }
    }

    /** A stream whose failures name its file: a disk that is full does not. */
    private static final class NamingStream extends OutputStream {
        private final Path place;
        private final OutputStream stream;

        NamingStream(Path place, OutputStream stream) {
            this.place = place;
            this.stream = stream;
        }

        private FileSystemException named(IOException failure) {
            FileSystemException named = new FileSystemException(place.toString(), null, FileReason.firstLine(failure));
            named.initCause(failure);
            return named;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                stream.write(bytes, from, count);
            } catch (IOException failure) {
                throw named(failure);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                stream.close();
            } catch (IOException failure) {
                throw named(failure);
            }
        }
    }
}

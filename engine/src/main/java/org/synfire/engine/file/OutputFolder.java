package org.synfire.engine.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.synfire.engine.InputException;

/**
 * A folder that results are written to. One process at a time has it, and no file is overwritten that was there before
 * the first.
 *
 * <p>Both rest on the hidden file {@value #MARKER} in the folder. It is locked while the folder is open; the system
 * frees the lock when a process ends, however it ends. It holds a pattern on each line: files whose names match were
 * written here by this program. <b>Threads:</b> one.
 */
public final class OutputFolder implements Closeable {
    /** The file that marks such a folder. */
    public static final String MARKER = ".synfire";

    private static final int MOST_BYTES = 1 << 16;

    private final Path folder;
    private final FileChannel marker;

    private OutputFolder(Path folder, FileChannel marker) {
        this.folder = folder;
        this.marker = marker;
    }

    /**
     * Opens a folder, and makes it if it is not there.
     *
     * @param folder the folder
     * @param patterns which files may be written, as globs such as {@code *.csv}
     * @param isForced whether files may be overwritten that this program did not write
     * @return the folder, which is locked until it is closed
     * @throws InputException if it cannot be made or written to, another process has it, or a file is in the way
     */
    public static OutputFolder open(Path folder, List<String> patterns, boolean isForced) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InputException(folder + " is a file; give a folder");
        }
        FileChannel marker = null;
        try {
            Files.createDirectories(folder);
            marker = FileChannel.open(
                    folder.resolve(MARKER),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            lock(folder, marker);
            Set<String> own = patterns(marker);
            if (!isForced) {
                requireOwn(folder, patterns, own);
            }
            own.addAll(patterns);
            write(marker, own);
            clear(folder);
            return new OutputFolder(folder, marker);
        } catch (IOException impossible) {
            close(marker);
            throw new InputException(
                    folder + " cannot be written to (" + FileReason.of(impossible) + "); choose another folder",
                    impossible);
        } catch (InputException refused) {
            close(marker);
            throw refused;
        }
    }

    private static void lock(Path folder, FileChannel marker) throws IOException {
        FileLock lock;
        try {
            lock = marker.tryLock();
        } catch (OverlappingFileLockException _) {
            lock = null;
        }
        if (lock == null) {
            throw new InputException(
                    folder + " is being written to by another run; wait for its end, or choose another folder");
        }
    }

    private static void requireOwn(Path folder, List<String> patterns, Set<String> own) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.map(Path::getFileName)
                    .filter(name -> matches(name, patterns) && !matches(name, own))
                    .sorted()
                    .findFirst()
                    .ifPresent(foreign -> {
                        throw new InputException(folder.resolve(foreign)
                                + " was not written by a run into this folder and would be overwritten; choose another"
                                + " folder, or force it");
                    });
        }
    }

    private static boolean matches(Path name, Iterable<String> patterns) {
        for (String pattern : patterns) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            if (matcher.matches(name)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> patterns(FileChannel marker) throws IOException {
        byte[] bytes = Channels.newInputStream(marker).readNBytes(MOST_BYTES);
        return new TreeSet<>(new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.matches("[A-Za-z0-9_.*-]+"))
                .toList());
    }

    private static void write(FileChannel marker, Set<String> patterns) throws IOException {
        ByteBuffer lines = ByteBuffer.wrap((String.join("\n", patterns) + "\n").getBytes(StandardCharsets.UTF_8));
        marker.truncate(0);
        marker.position(0);
        while (lines.hasRemaining()) {
            marker.write(lines);
        }
    }

    /** Deletes what processes left that were killed while they wrote: nobody else writes here now. */
    private static void clear(Path folder) throws IOException {
        List<Path> parts;
        try (Stream<Path> files = Files.list(folder)) {
            parts = files.filter(PartFile::isPart).toList();
        }
        for (Path part : parts) {
            Files.deleteIfExists(part);
        }
    }

    private static void close(FileChannel marker) {
        if (marker != null) {
            try {
                marker.close();
            } catch (IOException _) {
                // nothing is lost: the marker is written
            }
        }
    }

    /** Where it lies. */
    public Path path() {
        return folder;
    }

    /** Other processes may have the folder now. */
    @Override
    public void close() {
        close(marker);
    }
}

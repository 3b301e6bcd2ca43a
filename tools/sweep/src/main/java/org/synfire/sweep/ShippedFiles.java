package org.synfire.sweep;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.spark.SparkFiles;

/**
 * The files of a sweep on their way to executors: one archive, which Spark brings to each executor once, and which is
 * unpacked there once.
 *
 * <p>Files keep their absolute names below the folder of the archive, so what lies beside a file lies beside it there.
 */
final class ShippedFiles {
    private static final String ARCHIVE = "synfire-files.zip";
    private static final String FOLDER = "synfire-files";

    /** Unpacks when it is first asked for. */
    private static final class Unpacked {
        private static final Object LOCK = new Object();
    }

    private ShippedFiles() {}

    /**
     * Packs files and folders.
     *
     * @param names absolute
     * @param folder that takes the archive
     * @return the archive
     */
    static Path pack(List<String> names, Path folder) throws IOException {
        Path archive = folder.resolve(ARCHIVE);
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
            // images and weights do not become much smaller
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (String name : names) {
                try (Stream<Path> inside = Files.walk(Path.of(name))) {
                    for (Path file :
                            inside.filter(Files::isRegularFile).sorted().toList()) {
                        ZipEntry entry = new ZipEntry(relative(file));
                        entry.setLastModifiedTime(FileTime.fromMillis(0));
                        zip.putNextEntry(entry);
                        Files.copy(file, zip);
                        zip.closeEntry();
                    }
                }
            }
        }
        return archive;
    }

    private static String relative(Path file) {
        return file.getRoot().relativize(file).toString().replace('\\', '/');
    }

    /** The folder below which the files lie on this executor. */
    static String root() throws IOException {
        synchronized (Unpacked.LOCK) {
            Path folder = Path.of(SparkFiles.getRootDirectory()).toRealPath().resolve(FOLDER);
            if (!Files.exists(folder)) {
                Path beside = folder.resolveSibling(FOLDER + ".new");
                unpack(Path.of(SparkFiles.get(ARCHIVE)), beside);
                Files.move(beside, folder);
            }
            return folder.toString();
        }
    }

    private static void unpack(Path archive, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException(entry.getName() + " would lie outside of " + folder);
                }
                Files.createDirectories(file.getParent());
                Files.copy(zip, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}

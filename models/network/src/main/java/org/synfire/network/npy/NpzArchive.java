package org.synfire.network.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;

/** The named arrays of a NumPy {@code .npz} archive. */
public final class NpzArchive {
    private static final String SUFFIX = ".npy";

    private final Path file;
    private final Map<String, NpyArray> arrays = new LinkedHashMap<>();

    private NpzArchive(Path file) {
        this.file = file;
    }

    /**
     * Reads a file with all its arrays.
     *
     * @throws InputException if it cannot be read or is not such an archive
     */
    public static NpzArchive read(Path file) {
        NpzArchive archive = new NpzArchive(file);
        try {
            InputFile.requireOrdinary(file);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                    archive.add(zip, entry);
                }
            }
        } catch (IOException e) {
            throw new InputException("cannot read " + file + " as an .npz archive: " + FileReason.of(e), e);
        }
        return archive;
    }

    /**
     * The names of a file's arrays, none of which is read.
     *
     * @throws InputException if it cannot be read or is not such an archive
     */
    public static List<String> names(Path file) {
        try {
            InputFile.requireOrdinary(file);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                return zip.stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.endsWith(SUFFIX))
                        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                        .toList();
            }
        } catch (IOException e) {
            throw new InputException("cannot read " + file + " as an .npz archive: " + FileReason.of(e), e);
        }
    }

    /**
     * Reads one array of a file and no other.
     *
     * @throws InputException if the file cannot be read, is not such an archive, or has no array of this name
     */
    public static NpyArray read(Path file, String name) {
        NpzArchive archive = new NpzArchive(file);
        try {
            InputFile.requireOrdinary(file);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                ZipEntry entry = zip.getEntry(name + SUFFIX);
                if (entry != null) {
                    archive.add(zip, entry);
                }
            }
        } catch (IOException e) {
            throw new InputException("cannot read " + file + " as an .npz archive: " + FileReason.of(e), e);
        }
        return archive.array(name);
    }

    private void add(ZipFile zip, ZipEntry entry) throws IOException {
        String name = entry.getName();
        if (!name.endsWith(SUFFIX)) {
            throw new InputException(file + ": contains " + name + ", which is no NumPy array");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            arrays.put(name.substring(0, name.length() - SUFFIX.length()), NpyArray.read(in, file + ", array " + name));
        }
    }

    /**
     * An array by name.
     *
     * @throws InputException if there is none
     */
    public NpyArray array(String name) {
        return find(name)
                .orElseThrow(() -> new InputException(
                        String.format(Locale.ROOT, "%s: has no array %s; there are %s", file, name, arrays.keySet())));
    }

    /** An array by name, if there is one. */
    public Optional<NpyArray> find(String name) {
        return Optional.ofNullable(arrays.get(name));
    }
}

package org.synfire.network.floating;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.WholeFile;

/**
 * ONNX Runtime in this process: where its native libraries lie, and whether it can be loaded.
 *
 * <p>By itself it unpacks its libraries, 29 MB, into a new temporary folder in each process, and leaves them there when
 * a process is killed. Here they are unpacked once for each user and version, into the cache folder. <b>Threads:</b>
 * any.
 */
public final class OnnxRuntime {
    /** The property that says where its libraries lie. */
    private static final String PATH = "onnxruntime.native.path";

    private static final String NATIVES = "/ai/onnxruntime/native/";
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final int MOST_BYTES = 4_096;
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final int LEAST_FREE_FILES = 6;

    private OnnxRuntime() {}

    /**
     * Loads it, if it is not loaded yet.
     *
     * @throws InputException if ONNX Runtime would crash, or cannot be loaded
     */
    public static void require() {
        environment();
    }

    /**
     * The environment of this process.
     *
     * @throws InputException if ONNX Runtime would crash, or cannot be loaded
     */
    static synchronized OrtEnvironment environment() {
        requireShortCommandLine();
        requireFileHandles();
        if (System.getProperty(PATH) == null) {
            useCache();
        }
        try {
            return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        } catch (LinkageError | IllegalStateException impossible) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "ONNX Runtime, which calibrates networks and runs them in real numbers, cannot be loaded"
                                    + " on this machine (%s); it needs a temporary folder that can be written to, which"
                                    + " java.io.tmpdir names",
                            reason(impossible)),
                    impossible);
        }
    }

    /** What its first cause says: errors of loading say nothing themselves. */
    private static String reason(Throwable failure) {
        Throwable first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return first instanceof IOException ? FileReason.of(first) : FileReason.firstLine(first);
    }

    /** ONNX Runtime 1.29.0 reads its own command line into a buffer that it does not end, and crashes. */
    private static void requireShortCommandLine() {
        int bytes = commandLineBytes();
        if (bytes >= MOST_BYTES) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the command line of this process has %,d bytes, and ONNX Runtime crashes beyond %,d; put the class"
                            + " path into the environment variable CLASSPATH, or the arguments into a file and start"
                            + " java @FILE",
                    bytes,
                    MOST_BYTES));
        }
    }

    /** It crashes where it cannot open a file. */
    private static void requireFileHandles() {
        try (Stream<String> limits = Files.lines(LIMITS);
                Stream<Path> open = Files.list(OPEN_FILES)) {
            long most = limits.filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.replaceAll("\\D+(\\d+).*", "$1"))
                    .filter(number -> number.matches("\\d{1,18}"))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
            if (most - open.count() < LEAST_FREE_FILES) {
                throw tooFewFiles(most);
            }
        } catch (FileSystemException outOfFiles) {
            if (String.valueOf(outOfFiles.getReason()).contains("Too many open files")) {
                throw tooFewFiles(0);
            }
        } catch (IOException | UncheckedIOException _) {
            // a system that does not say
        }
    }

    private static InputException tooFewFiles(long most) {
        return new InputException(String.format(
                Locale.ROOT,
                "this process may open too few files%s; allow more, such as ulimit -n 1024",
                most == 0 ? "" : " (" + most + ")"));
    }

    /** 0 where the system does not say. */
    private static int commandLineBytes() {
        try (InputStream line = Files.newInputStream(COMMAND_LINE)) {
            return line.readAllBytes().length;
        } catch (IOException _) {
            return 0;
        }
    }

    private static void useCache() {
        if (libraries().isEmpty()) {
            return;
        }
        Path folder = cache().resolve("onnxruntime-" + version() + "-" + platform());
        try {
            unpackLibraries(folder);
            System.setProperty(PATH, folder.toString());
        } catch (IOException | UncheckedIOException _) {
            // it then unpacks them into a temporary folder itself
        }
    }

    private static Path cache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path parent =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return parent.resolve("synfire");
    }

    private static String version() {
        String version = OrtEnvironment.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    /**
     * Unpacks the native libraries for this platform, where they do not lie there yet; does nothing where there are
     * none.
     *
     * @param folder made if there are libraries
     * @throws IOException if they cannot be unpacked
     */
    public static void unpackLibraries(Path folder) throws IOException {
        Optional<URL> libraries = libraries();
        if (libraries.isEmpty()) {
            return;
        }
        URI jar = URI.create(libraries.get().toString().replaceAll("^jar:|!.*", ""));
        try (FileSystem files = FileSystems.newFileSystem(Path.of(jar), Map.of());
                Stream<Path> packed = Files.list(files.getPath(NATIVES + platform()))) {
            Files.createDirectories(folder);
            for (Path library : packed.filter(Files::isRegularFile).toList()) {
                unpack(library, folder.resolve(library.getFileName().toString()));
            }
        }
    }

    /** Those for this platform, in their jar. */
    private static Optional<URL> libraries() {
        return Optional.ofNullable(OrtEnvironment.class.getResource(NATIVES + platform()))
                .filter(place -> "jar".equals(place.getProtocol()));
    }

    private static void unpack(Path library, Path place) throws IOException {
        if (!hasSize(place, Files.size(library))) {
            WholeFile.write(place, Files.readAllBytes(library));
        }
    }

    private static boolean hasSize(Path file, long bytes) throws IOException {
        try {
            return Files.size(file) == bytes;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** As ONNX Runtime calls it. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = system.startsWith("mac") ? "osx" : system.startsWith("win") ? "win" : "linux";
        return name + (List.of("aarch64", "arm64").contains(System.getProperty("os.arch")) ? "-aarch64" : "-x64");
    }
}

package org.synfire.tools;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The training part as the build leaves it. This module does not see it; its class path is added behind that of the
 * tests, as the launcher does for a process.
 */
final class BuiltTraining {
    private static final Path FOLDER = RepositoryFiles.root().resolve("models/training/target");
    private static final Path LIBRARIES = FOLDER.resolve("training.classpath");

    private BuiltTraining() {}

    /** Whether it is built. */
    static boolean isThere() {
        return Files.isRegularFile(LIBRARIES);
    }

    /** Skips a test where it is not built. */
    static void require() {
        assumeTrue(isThere(), "the training part is not built");
    }

    /** Its class path. */
    static String classPath() {
        try {
            return FOLDER.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(LIBRARIES).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command line in this process with the training part on the class path. */
    static Invocation invoke(String... arguments) {
        return with(Loader.PART, () -> Invocation.of(arguments));
    }

    /** Does something while services are found by a class loader. */
    static <T> T with(ClassLoader loader, Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** One for all tests: native libraries can be loaded by one class loader only. */
    private static final class Loader {
        static final ClassLoader PART = new URLClassLoader(
                Stream.of(classPath().split(File.pathSeparator))
                        .map(Loader::url)
                        .toArray(URL[]::new),
                BuiltTraining.class.getClassLoader());

        private static URL url(String path) {
            try {
                return Path.of(path).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }
}

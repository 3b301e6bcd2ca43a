package org.synfire.sweep;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder that is to Spark's own programs like an installed Spark, made of the artifacts that Maven resolved. */
final class SparkHome {
    /** Options of virtual machines that do little. */
    static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private SparkHome() {}

    /**
     * Makes it.
     *
     * @param home a folder that is not there yet
     */
    static void make(Path home) throws IOException {
        Path jars = Files.createDirectories(home.resolve("jars"));
        Files.createFile(home.resolve("RELEASE"));
        for (String jar : classPath().split(File.pathSeparator)) {
            Path file = Path.of(jar);
            boolean isLibrary =
                    jar.endsWith(".jar") && !file.getFileName().toString().startsWith("synfire");
            if (isLibrary && !Files.exists(jars.resolve(file.getFileName()))) {
                Files.createSymbolicLink(jars.resolve(file.getFileName()), file.toAbsolutePath());
            }
        }
    }

    /** Removes the links to libraries; a folder with links out of it is not removed without a warning. */
    static void clear(Path home) throws IOException {
        try (Stream<Path> links = Files.list(home.resolve("jars"))) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        }
    }

    /** The class path of these tests, which may be hidden in a jar's manifest: Spark, Synfire, and their libraries. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** What Spark's programs read; without the version of Scala, they look for folders of a build of Spark. */
    static Map<String, String> environment(Path home) {
        return Map.of(
                "SPARK_HOME",
                home.toString(),
                "SPARK_SCALA_VERSION",
                "2.13",
                "JAVA_HOME",
                System.getProperty("java.home"));
    }

    /** The home of a virtual machine that is older than this one, if this machine has one. */
    static Optional<Path> olderJava() throws IOException {
        Path homes = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(homes)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(homes)) {
            return all.filter(home -> Files.isExecutable(home.resolve("bin/java")) && isOlder(home.resolve("release")))
                    .findFirst();
        }
    }

    private static boolean isOlder(Path release) {
        try (Stream<String> lines = Files.lines(release)) {
            return lines.filter(line -> line.matches("JAVA_VERSION=\"[0-9]+[.0-9]*\""))
                    .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
                    .anyMatch(feature ->
                            Integer.parseInt(feature) < Runtime.version().feature());
        } catch (IOException unknown) {
            return false;
        }
    }
}

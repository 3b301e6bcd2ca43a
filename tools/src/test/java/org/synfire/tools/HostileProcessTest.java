package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What only a process of its own can be exposed to: its memory, its command line, its locale, its caches. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class HostileProcessTest {
    private static final String INCUBATOR = "WARNING: Using incubator modules: jdk.incubator.vector\n";
    private static final List<String> SHORT_RUN = List.of("run", "--quiet", "--samples", "2", "--calibrate", "10");

    @TempDir
    private Path folder;

    private record Ended(int status, String err) {}

    private Ended run(List<String> options, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        ProcessBuilder builder = OwnProcess.of(options, arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        String text = Files.readString(err).replace(INCUBATOR, "");
        return new Ended(status, text);
    }

    private static void assertOneLine(int status, String message, Ended ended) {
        assertEquals(status, ended.status(), ended.err());
        assertTrue(ended.err().startsWith("synfire: ") && ended.err().contains(message), ended.err());
        assertEquals(1, ended.err().lines().count(), ended.err());
    }

    /** Where ONNX Runtime 1.29.0 crashes. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aLongCommandLineIsRefused() throws IOException, InterruptedException {
        Ended ended = run(List.of("-Dlong=" + "x".repeat(4_096)), Map.of(), SHORT_RUN);
        assertOneLine(ExitStatus.WRONG_INPUT, "put the class path into the environment variable CLASSPATH", ended);
    }

    /** Where ONNX Runtime crashes, or the virtual machine itself lacks a file. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void tooFewFileHandlesAreOneLine() throws IOException, InterruptedException {
        ProcessBuilder tool = OwnProcess.of(List.of(), SHORT_RUN);
        Path err = folder.resolve("err");
        for (int most : new int[] {40, 60, 1_024}) {
            ProcessBuilder limited = new ProcessBuilder(Stream.concat(
                            Stream.of("sh", "-c", "ulimit -n " + most + "; exec \"$@\"", "sh"), tool.command().stream())
                    .toList());
            limited.environment().putAll(tool.environment());
            int status = limited.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(err.toFile())
                    .start()
                    .waitFor();
            String said = Files.readString(err).replace(INCUBATOR, "");
            assertTrue(status >= ExitStatus.DONE && status <= ExitStatus.WRONG_INPUT, most + ": " + status + said);
            assertTrue(said.lines().count() <= 1, said);
        }
    }

    @Test
    void tooLittleMemoryIsOneLine() throws IOException, InterruptedException {
        Ended ended = run(List.of("-Xmx8m"), Map.of(), List.of("run", "--quiet"));
        assertOneLine(ExitStatus.FAILED, "the memory is not enough", ended);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void librariesAreUnpackedOnceAndAgainWhereTheyAreDamaged() throws IOException, InterruptedException {
        Map<String, String> cache = Map.of("XDG_CACHE_HOME", folder.toString());
        List<String> temporary = List.of("-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")));
        for (int start = 0; start < 2; start++) {
            assertEquals(new Ended(ExitStatus.DONE, ""), run(temporary, cache, SHORT_RUN));
            try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
                assertEquals(List.of(), left.filter(Files::isDirectory).toList());
            }
            try (Stream<Path> cached = Files.walk(folder.resolve("synfire"))) {
                Path library = cached.filter(file -> file.toString().endsWith("4j_jni.so"))
                        .findFirst()
                        .orElseThrow();
                Files.write(library, new byte[10]);
            }
        }
    }

    @Test
    void namesOfFilesMayBeInAnyLanguageOrAreRefused() throws IOException, InterruptedException {
        for (String locale : new String[] {"C", "C.UTF-8"}) {
            Ended ended = run(List.of(), Map.of("LC_ALL", locale), List.of("chip", "\u5bb6\u65cf.yaml"));
            assertEquals(ExitStatus.WRONG_INPUT, ended.status(), ended.err());
            assertEquals(1, ended.err().lines().count(), ended.err());
        }
    }
}

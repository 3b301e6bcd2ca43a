package org.synfire.training.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.training.Natives;

class TorchLibrariesTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void requireNatives() {
        Natives.require();
    }

    /** What a process of its own does. */
    public static void main(String[] arguments) {
        TorchLibraries.load();
    }

    @Test
    void processesThatUnpackThemAtTheSameTimeDoNotDisturbEachOther() throws IOException, InterruptedException {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        List<Path> logs = List.of(folder.resolve("first.log"), folder.resolve("second.log"));
        List<Process> processes = new ArrayList<>();
        for (Path log : logs) {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:ErrorFile=" + folder.resolve("error.log"),
                    "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                    TorchLibrariesTest.class.getName());
            builder.environment().putAll(Map.of("CLASSPATH", System.getProperty("java.class.path")));
            processes.add(builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start());
        }
        for (int p = 0; p < processes.size(); p++) {
            assertEquals(0, processes.get(p).waitFor(), Files.readString(logs.get(p)));
        }
    }
}

package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The paper's tables for the demo, by the command line. */
@Timeout(300)
class ReproduceTest {
    private static final String[] LITTLE = {
        "reproduce",
        "sdann",
        "--samples",
        "20",
        "--encoding-samples",
        "4",
        "--search-samples",
        "20",
        "--budget",
        "5",
        "--calibrate",
        "20",
        "--tiny-vgg",
        "0"
    };

    @TempDir
    private Path directory;

    @Test
    void showsAndWritesTheTables() throws IOException {
        Path out = directory.resolve("new/out");
        String[] arguments = Stream.concat(Stream.of(LITTLE), Stream.of("--out", out.toString()))
                .toArray(String[]::new);
        Invocation run = Invocation.of(arguments);
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        for (String part : new String[] {
            "Tables 2 and 3",
            "Tables 4 and 5",
            "Tables 6 and 7",
            "Table 8",
            "Tables 9 and 10",
            "Figure 12",
            "signal to noise, dB",
            "* The widths of M0 and M1 are not published"
        }) {
            assertTrue(run.out().contains(part), part + " is not in\n" + run.out());
        }
        assertTrue(run.err().contains("synfire: digits: darwin3 precision"), run.err());
        assertEquals(
                "digits",
                new ObjectMapper()
                        .readTree(out.resolve("sdann.json").toFile())
                        .at("/tables/precision/rows/0/network")
                        .asText());
        for (String file : new String[] {
            "sdann.txt",
            "sdann.html",
            "sdann-precision.svg",
            "sdann-layers.svg",
            "sdann-precision.csv",
            "sdann-layers.csv",
            "digits.journal",
            "digits-sparsity.json"
        }) {
            assertTrue(Files.size(out.resolve(file)) > 0, file);
        }
    }

    @Test
    void namesWhatASuiteDoesNotHave() throws IOException {
        Path suite = Files.createDirectories(directory.resolve("suite"));
        Files.createDirectories(suite.resolve("models/eran"));
        Invocation run = Invocation.of("reproduce", "sdann", "--suite", suite.toString());
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertTrue(run.err().contains("holds none of the networks asked for"), run.err());
    }
}

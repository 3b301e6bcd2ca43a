package org.synfire.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.engine.InputException;

@Timeout(120)
class WholeRunBenchmarkTest {
    @Test
    void printsWhatOneAndTwoWorkersDo() throws IOException {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            WholeRunBenchmark.main(new String[] {"--samples", "10", "--rounds", "2"});
        } finally {
            System.setOut(console);
        }
        String[] lines = printed.toString(StandardCharsets.UTF_8).split("\\R");
        assertEquals(5, lines.length, printed.toString(StandardCharsets.UTF_8));
        assertTrue(lines[0].startsWith("digits: 10 samples, "), lines[0]);
        assertTrue(lines[4].matches("two workers do \\d+\\.\\d\\d times as much as one"), lines[4]);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThrows(InputException.class, () -> WholeRunBenchmark.main(new String[] {"--samples"}));
        assertThrows(InputException.class, () -> WholeRunBenchmark.main(new String[] {"--model", "a.onnx"}));
        assertThrows(InputException.class, () -> WholeRunBenchmark.main(new String[] {"--sample", "10"}));
    }
}

package org.synfire.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.file.NetworkFile;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.integer.IntegerNetwork;

@Timeout(120)
class LargeSystemBenchmarkTest {
    private static List<String> lines(String... arguments) throws IOException {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            LargeSystemBenchmark.main(arguments);
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String line(List<String> lines, String name) {
        return lines.stream().filter(line -> line.startsWith(name)).findFirst().orElseThrow();
    }

    @Test
    void comparesTreesOnTwoWorkers() throws IOException {
        List<String> lines = lines("--cores", "100", "--workers", "2", "--samples", "1", "--chip", "darwin-wafer");
        assertTrue(line(lines, "placing").contains("100 cores on "), lines.toString());
        assertTrue(line(lines, "cores").contains("100 with 409,600 neurons"), lines.toString());
        assertTrue(line(lines, "compared").endsWith("at the end of 16 ways: as in the reference"), lines.toString());
    }

    @Test
    void onlyTheLevelsThatASampleHasReachedWork() throws IOException {
        List<String> lines =
                lines("--cores", "50", "--samples", "2", "--levels", "50", "--time-steps", "1", "--one-by-one", "yes");
        assertTrue(line(lines, "of these").contains("(1.96 %)"), lines.toString());
    }

    @Test
    void copiesOfANetworkFromAFile(@TempDir Path directory) throws IOException {
        LargeSystem small = LargeSystem.of(new LargeSystem.Plan(Optional.empty(), 0, 3, 1, 1, 8));
        Path file = directory.resolve("small.sin");
        NetworkFile.write(file, new EncodedNetwork(small.network(), InputEncoding.EVENTS));
        List<String> lines = lines("--cores", "60", "--samples", "1", "--model", file.toString(), "--share", "0.1");
        assertTrue(line(lines, "compared").contains(" in 2 copies "), lines.toString());
    }

    @Test
    void theWayToAPopulationHasItsWeights() {
        LargeSystem system = LargeSystem.of(new LargeSystem.Plan(Optional.empty(), 0, 30, 2, 3, 4));
        IntegerNetwork way = system.way(29);
        assertEquals(5, way.populations().size(), "input, 0, 2, 9 and 29");
        assertEquals(
                system.network().inbound(system.synthetic(29)).getFirst().synapses(),
                way.inbound(4).getFirst().synapses());
        assertEquals(new Shape(16, 16, 16), way.output().shape());
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThrows(InputException.class, () -> LargeSystemBenchmark.main(new String[] {"--cores"}));
        assertThrows(InputException.class, () -> LargeSystemBenchmark.main(new String[] {"--cores", "none"}));
        assertThrows(InputException.class, () -> LargeSystemBenchmark.main(new String[] {"--core", "10"}));
    }
}

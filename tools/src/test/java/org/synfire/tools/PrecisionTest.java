package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo in the chip's registers, and with spikes kept back. */
class PrecisionTest {
    private static final int SAMPLES = 200;

    @TempDir
    private Path directory;

    private static final Map<List<String>, JsonNode> RUNS = new HashMap<>();

    /** The built-in network with these options, run once for all tests. */
    private static JsonNode demo(String... options) {
        return RUNS.computeIfAbsent(List.of(options), _ -> run(options));
    }

    private static JsonNode run(String... options) {
        String[] all = {"run", "--samples", "" + SAMPLES, "--calibrate", "50", "--no-float", "--quiet", "--json", "-"};
        return Invocation.done(Stream.concat(Stream.of(all), Stream.of(options)).toArray(String[]::new))
                .json();
    }

    @Test
    void withScaledIntegrationTheDemoAnswersAsExactly() {
        JsonNode exact = demo();
        JsonNode scaled = demo("--precision", "darwin3");
        assertEquals("exact", exact.get("precision").asText());
        assertEquals("16-bit registers", scaled.get("precision").asText());
        assertEquals(0, exact.get("overflows").asLong());
        assertEquals(
                0,
                scaled.at("/reference/mismatchedValues").asLong(),
                scaled.at("/reference/firstMismatch").asText());
        assertEquals(exact.get("correct").asInt(), scaled.get("correct").asInt(), 1);
        JsonNode wrapping = demo("--precision", "darwin3", "--overflow", "wrap", "--headroom", "2");
        assertEquals(0, wrapping.get("overflows").asLong());
        assertEquals(exact.get("correct").asInt(), wrapping.get("correct").asInt(), 1);
    }

    /** SDANN figure 7: 16 bits overflow, and what comes out is worth nothing. */
    @Test
    void withoutScaledIntegrationSumsOverflowAndAccuracyCollapses() {
        JsonNode unscaled = demo("--precision", "darwin3", "--no-scaled-integration", "--overflow", "wrap");
        assertEquals(
                0,
                unscaled.at("/reference/mismatchedValues").asLong(),
                unscaled.at("/reference/firstMismatch").asText());
        assertTrue(unscaled.get("overflows").asLong() > 100L * SAMPLES, "overflows: " + unscaled.get("overflows"));
        assertTrue(unscaled.get("accuracy").asDouble() < 0.5, "accuracy: " + unscaled.get("accuracy"));
        long perLayer = 0;
        for (JsonNode layer : unscaled.get("layers")) {
            perLayer += layer.get("sumOverflows").asLong()
                    + layer.get("potentialOverflows").asLong();
        }
        assertEquals(unscaled.get("overflows").asLong(), perLayer);
    }

    @Test
    void rangesAndWeightScalesAreWhatTheOptionsSay() {
        JsonNode largest = demo("--ranges", "largest");
        assertEquals(largest.get("fingerprint"), demo("--ranges", "100").get("fingerprint"));
        for (String[] other :
                new String[][] {{}, {"--ranges", "99"}, {"--ranges", "largest", "--weight-scales", "layer"}}) {
            JsonNode run = demo(other);
            assertNotEquals(largest.get("fingerprint"), run.get("fingerprint"), String.join(" ", other));
            assertEquals(0, run.at("/reference/mismatchedValues").asLong(), String.join(" ", other));
        }
    }

    @Test
    void calibratedBiasesAndOtherOverflowsAreTwinsToo() {
        for (String biases : new String[] {"always", "never"}) {
            JsonNode run = demo("--precision", "darwin3", "--bias-calibration", biases, "--overflow", "wrap");
            assertEquals(0, run.at("/reference/mismatchedValues").asLong(), biases);
        }
    }

    @Test
    void aSearchedPlanIsUsedByARun() throws IOException {
        Path file = directory.resolve("plan.json");
        Invocation search =
                Invocation.done("sparsify", "--samples", "60", "--calibrate", "50", "--file", file.toString());
        assertTrue(search.out().contains("found, per layer"), search.out());
        assertTrue(Files.exists(directory.resolve("plan.json.journal")));
        JsonNode plan = new ObjectMapper().readTree(file.toFile());
        assertEquals(1, plan.get("version").asInt());
        JsonNode dense = demo();
        for (String precision : new String[] {"exact", "darwin3"}) {
            JsonNode sparse = demo("--sparsity", file.toString(), "--precision", precision);
            assertEquals(0, sparse.at("/reference/mismatchedValues").asLong());
            assertTrue(
                    sparse.get("sops").asLong() < 0.7 * dense.get("sops").asLong(),
                    sparse.get("sops") + " of " + dense.get("sops"));
            assertFalse(sparse.at("/layers/1/sparsity").asText().isEmpty());
        }
        assertEquals(
                search.out(),
                Invocation.done("sparsify", "--samples", "60", "--calibrate", "50", "--file", file.toString())
                        .out());
    }
}

package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run computes depends neither on threads, nor on the pipeline, nor on the kernels, nor on the chip's size. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FingerprintTwinTest {
    private JsonNode first;

    @BeforeAll
    void runOnce() {
        first = demo("--threads 1");
    }

    private static JsonNode demo(String options) {
        String line = "run --samples 12 --calibrate 20 --no-float --no-reference --quiet --json - " + options;
        return Invocation.done(line.split(" ")).json();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--threads 1",
                "--threads 2",
                "--threads 3",
                "--no-pipeline",
                "--no-pipeline --threads 3",
                "--kernel scalar",
                "--chips 2x2"
            })
    void isTheSame(String options) {
        JsonNode run = demo(options);
        Stream.of("fingerprint", "spikes", "correct", "sops")
                .forEach(key -> assertEquals(first.get(key), run.get(key), key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--rot 1,2,1,0,2,1 --drlo 3", "--overflow wrap --no-scaled-integration"})
    void isTheSameInRegistersOfLimitedWidth(String options) {
        JsonNode one = demo(("--precision darwin3 --threads 1 " + options).strip());
        assertNotEquals(first.get("fingerprint"), one.get("fingerprint"));
        for (String other : new String[] {"--threads 2", "--threads 3", "--kernel scalar", "--no-pipeline"}) {
            JsonNode run = demo(("--precision darwin3 " + other + " " + options).strip());
            Stream.of("fingerprint", "spikes", "correct", "sops", "overflows")
                    .forEach(key -> assertEquals(one.get(key), run.get(key), key + " with " + other));
        }
    }

    @Test
    void isAnotherOnOtherImages() {
        assertNotEquals(first.get("fingerprint"), demo("--seed 2").get("fingerprint"));
    }

    @Test
    void waitsForEachAnswerWithoutThePipeline() {
        JsonNode run = demo("--no-pipeline");
        assertEquals(8, first.at("/timeSteps/perSample").asInt());
        assertEquals(
                run.at("/timeSteps/latency").asInt() - 1,
                run.at("/timeSteps/perSample").asInt() - 8);
        assertEquals(first.at("/timeSteps/latency"), run.at("/timeSteps/latency"));
    }

    @Test
    void countsTheChips() {
        assertEquals(4, demo("--chips 2x2").get("chips").asInt());
    }
}

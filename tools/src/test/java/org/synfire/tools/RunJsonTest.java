package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The contract of {@code run.json}: the keys that other programs read are there, and their values agree with each
 * other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunJsonTest {
    private static final int SAMPLES = 40;

    private JsonNode run;

    @BeforeAll
    void runTheDemo() {
        run = Invocation.done("run", "--samples", "" + SAMPLES, "--threads", "2", "--json", "-", "--quiet")
                .json();
    }

    /** {@link RunJsonDocTest} shows that the page lists what a run can write; a run writes all of it, or null. */
    @Test
    void hasTheKeysThatThePageLists() throws IOException {
        Set<String> written = new TreeSet<>();
        List<String> empty = new ArrayList<>();
        addKeys("", run, written, empty);
        Set<String> listed = new TreeSet<>(Markdown.of("docs/run-json.md").tableKeys());
        assertTrue(listed.containsAll(empty), empty.toString());
        listed.removeIf(key ->
                empty.stream().anyMatch(parent -> key.startsWith(parent + ".") || key.startsWith(parent + "[].")));
        assertEquals(listed, written);
        assertEquals(
                Set.of(
                        "confusionPairs",
                        "detection",
                        "expected",
                        "float.layers",
                        "noc.slowestCores",
                        "noc.slowestLinks",
                        "origin.data.skipped",
                        "origin.data.steps",
                        "reference.firstMismatch",
                        "timeSteps.lengths"),
                Set.copyOf(empty));
    }

    /** @param empty gets the keys that hold nothing: null or an empty list */
    private static void addKeys(String prefix, JsonNode object, Set<String> keys, List<String> empty) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String key = prefix + field.getKey();
            JsonNode value = field.getValue();
            keys.add(key);
            if (value.isNull() || (value.isArray() && value.isEmpty())) {
                empty.add(key);
            } else if (prefix.equals("latency.")) {
                addKeys("latency.*.", value, keys, empty);
            } else if (value.isObject() && !key.equals("energy.parts") && !key.equals("origin.options")) {
                addKeys(key + ".", value, keys, empty);
            } else if (value.path(0).isObject()) {
                value.forEach(element -> addKeys(key + "[].", element, keys, empty));
            }
        }
    }

    private static Set<String> keys(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return new TreeSet<>(names);
    }

    @Test
    void countsItsSamplesAndAnswers() {
        assertEquals(SAMPLES, run.get("samples").asInt());
        assertTrue(run.get("complete").asBoolean());
        assertEquals(
                run.get("correct").asDouble() / SAMPLES, run.get("accuracy").asDouble());
        assertTrue(run.get("accuracy").asDouble() > 0.9, run.get("accuracy").toString());
        assertEquals(run.get("correct"), run.at("/reference/correct"));
        assertEquals(
                run.at("/float/correct").asDouble() / SAMPLES,
                run.at("/float/accuracy").asDouble());
        assertTrue(run.at("/float/accuracy").asDouble() > 0.9, run.at("/float").toString());
    }

    @Test
    void equalsTheReferenceInEveryValueOfEveryLayer() {
        long neurons = total("neurons");
        assertEquals(0, run.at("/reference/mismatchedValues").asLong());
        assertEquals(neurons * SAMPLES, run.at("/reference/comparedValues").asLong());
        assertEquals(0, run.get("overflows").asLong());
    }

    @Test
    void isTheSumOfItsLayers() {
        assertEquals(run.get("spikes").asLong(), total("spikes"));
        assertEquals(run.get("sops").asLong(), total("sops"));
        assertEquals(run.get("packets").asLong(), total("packets"));
        assertEquals(run.get("cores").asLong(), total("cores"));
        assertTrue(
                run.get("hops").asLong() >= run.get("packets").asLong(),
                "every packet of the demo crosses a link or more");
    }

    private long total(String key) {
        long sum = 0;
        for (JsonNode layer : run.get("layers")) {
            sum += layer.get(key).asLong();
        }
        return sum;
    }

    @Test
    void addsUpItsEnergy() {
        double sum = 0;
        for (JsonNode part : run.at("/energy/parts")) {
            sum += part.asDouble();
        }
        assertEquals(sum, run.at("/energy/perSampleMicrojoules").asDouble(), 1e-9 * sum);
        assertEquals(
                5.47e-6 * run.get("sops").asLong() / SAMPLES,
                run.at("/energy/parts/synaptic operations").asDouble(),
                1e-9);
        assertTrue(keys(run.at("/energy/parts")).containsAll(texts(run.at("/energy/assumed"))));
        assertTrue(texts(run.at("/energy/assumed")).contains("neuron updates"));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** The demo's longest path is a chain of six layers: latency LT + 1 in steps, one sample every T. */
    @Test
    void keepsTheFormulasOfTime() {
        int bits = 8;
        long latency = run.at("/timeSteps/latency").asLong();
        assertEquals(1, latency % bits);
        assertEquals(bits, run.at("/timeSteps/perSample").asLong());
        assertEquals((SAMPLES - 1L) * bits + latency, run.at("/timeSteps/total").asLong());
        assertEquals(SAMPLES, run.at("/latency/sampleSteps/count").asLong());
        assertEquals(latency, run.at("/latency/sampleSteps/max").asLong());
        assertEquals(run.at("/timeSteps/total"), run.at("/latency/stepCycles/count"));
        assertEquals(run.at("/timeSteps/total"), run.at("/latency/hostStepNanos/count"));
        assertEquals(run.get("packets"), run.at("/latency/packetCycles/count"));
    }

    @Test
    void takesItsRatesFromTheEmulationAlone() {
        double seconds = run.at("/timing/emulation").asDouble();
        assertEquals(SAMPLES / seconds, run.at("/throughput/samplesPerSecond").asDouble(), 1e-6 * SAMPLES / seconds);
        assertEquals(
                run.get("sops").asLong() / seconds,
                run.at("/throughput/sopsPerSecond").asDouble(),
                1e-6 * run.get("sops").asLong() / seconds);
        assertEquals(
                run.get("packets").asLong() / seconds,
                run.at("/throughput/packetsPerSecond").asDouble(),
                1e-6 * run.get("packets").asLong() / seconds);
        run.get("timing")
                .forEach(part ->
                        assertTrue(part.asDouble() > 0, run.get("timing").toString()));
    }

    @Test
    void saysWhereItComesFrom() {
        assertEquals(2, run.get("threads").asInt());
        assertEquals(1, run.get("seed").asInt());
        assertEquals(1, run.get("chips").asInt());
        assertEquals(
                "synfire run --samples 40 --threads 2 --json - --quiet",
                run.get("command").asText());
        assertTrue(
                run.get("version").asText().matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"),
                run.get("version").asText());
        assertTrue(List.of("vector", "scalar").contains(run.get("kernel").asText()));
        assertTrue(
                run.get("fingerprint").asText().matches("[0-9a-f]{16}"),
                run.get("fingerprint").asText());
    }
}

package org.synfire.tools.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * The figures that the table of a sweep shows of a run's JSON: those of the emulated chip, none of the host, so that a
 * sweep has the same table wherever it runs.
 */
enum FigureList {
    /** Of {@code synfire run}. */
    RUN(List.of(
            number("samples", "samples", "/samples", "%,d"),
            number("correct", "correct", "/correct", "%,d"),
            number("accuracy", "accuracy", "/accuracy", "%.4f"),
            number("float_accuracy", "float accuracy", "/float/accuracy", "%.4f"),
            number("different_values", "different values", "/reference/mismatchedValues", "%,d"),
            number("energy_uj", "uJ per sample", "/energy/perSampleMicrojoules", "%.4g"),
            number("spikes", "spikes", "/spikes", "%,d"),
            number("packets", "packets", "/packets", "%,d"),
            number("hops", "hops", "/hops", "%,d"),
            number("sops", "SOPs", "/sops", "%,d"),
            number("overflows", "overflows", "/overflows", "%,d"),
            number("cores", "cores", "/cores", "%,d"),
            number("chips", "chips", "/chips", "%,d"),
            number("latency_steps", "latency, steps", "/timeSteps/latency", "%,d"),
            number("packet_cycles_p99", "packet p99, cycles", "/latency/packetCycles/p99", "%,d"),
            number("step_cycles_p99", "step p99, cycles", "/latency/stepCycles/p99", "%,d"),
            number("late_steps", "late steps", "/noc/lateSteps", "%,d"),
            words("fingerprint", "fingerprint", "/fingerprint"))),
    /** Of {@code synfire noc}. */
    NOC(List.of(
            number("offered", "offered", "/offered", "%.4g"),
            number("accepted", "accepted", "/accepted", "%.4g"),
            words("saturated", "saturated", "/saturated"),
            number("latency_mean", "latency, cycles", "/packetLatency/mean", "%.2f"),
            number("latency_p99", "p99, cycles", "/packetLatency/p99", "%,d"),
            number("network_latency_mean", "in the network, cycles", "/networkLatency/mean", "%.2f"),
            number("zero_load_latency", "zero load, cycles", "/zeroLoadLatency", "%.2f"),
            number("hops", "hops", "/hops", "%.3f"),
            number("packets", "packets", "/packets", "%,d"),
            number("cycles", "cycles", "/cycles", "%,d"),
            words("fingerprint", "fingerprint", "/fingerprint"))),
    /** Of {@code synfire map}. */
    MAP(List.of(
            number("cores", "cores", "/cores", "%,d"),
            number("big_cores", "big cores", "/bigCores", "%,d"),
            number("little_cores", "little cores", "/littleCores", "%,d"),
            number("chips", "chips", "/chips", "%,d"),
            number("neurons", "neurons", "/neurons", "%,d"),
            number("hops_per_packet", "hops per packet", "/hopsPerPacket", "%.3f"),
            number("hops_per_spike", "hops per spike", "/hopsPerSpike", "%.3f"),
            number("hops_per_sample", "hops per sample", "/hopsPerSample", "%,.0f"),
            number("out_of_reach", "flows out of reach", "/reachViolations", "%,d"),
            number("delay_bits", "delay memory, bits", "/delayBits", "%,d")));

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<Figure> figures;

    FigureList(List<Figure> figures) {
        this.figures = figures;
    }

    /**
     * A figure.
     *
     * @param key of its column
     * @param title of its column
     * @param path in the JSON, as a JSON pointer
     * @param format of numbers; empty for words
     */
    record Figure(String key, String title, String path, String format) {
        boolean isNumber() {
            return !format.isEmpty();
        }

        /** Its value; {@code null} where the JSON has none. */
        Object in(JsonNode result) {
            JsonNode value = result.at(path);
            if (value.isMissingNode() || value.isNull()) {
                return null;
            }
            if (!isNumber()) {
                return value.asText();
            }
            return value.isIntegralNumber() && !format.contains("f") && !format.contains("g")
                    ? (Object) value.asLong()
                    : (Object) value.asDouble();
        }
    }

    private static Figure number(String key, String title, String path, String format) {
        return new Figure(key, title, path, format);
    }

    private static Figure words(String key, String title, String path) {
        return new Figure(key, title, path, "");
    }

    List<Figure> figures() {
        return figures;
    }

    /** A result as JSON; an empty one where a run has none. */
    static JsonNode read(String json) {
        try {
            return json.isEmpty() ? MAPPER.createObjectNode() : MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what a command writes is JSON", broken);
        }
    }
}

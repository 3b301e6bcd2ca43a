package org.synfire.models.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.synfire.engine.InputException;
import org.synfire.engine.measure.Latencies;
import org.synfire.models.map.Mapping;

/**
 * A finished run: its result, its mapping and its histograms.
 *
 * @param result     the figures
 * @param mapping    where the network was
 * @param histograms packet cycles, step cycles, sample steps, host nanoseconds per step
 */
public record RunOutcome(RunResult result, Mapping mapping, List<Latencies> histograms) {
    /** Accuracy, 0..1. */
    public double accuracy() {
        return result.accuracy();
    }

    /** Energy by part. */
    public RunResult.Energy energy() {
        return result.energy();
    }

    /** Cycles of packets from core to core. */
    public Latencies.Summary packetLatency() {
        return result.latency().packetCycles();
    }

    /** The result as JSON text. */
    public String json() {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(result) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a run's result can always be written as JSON", impossible);
        }
    }

    /**
     * Writes {@code run.json} and each histogram as {@code .hgrm} and {@code .hlog}.
     *
     * @param directory made if it is not there
     * @throws InputException if it cannot be written
     */
    public void writeReport(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("run.json"), json());
            histograms.forEach(histogram -> histogram.write(directory));
        } catch (IOException | UncheckedIOException unwritable) {
            throw new InputException("cannot write the report to %s: %s; choose another --out folder".formatted(directory, unwritable.getMessage()), unwritable);
        }
    }
}

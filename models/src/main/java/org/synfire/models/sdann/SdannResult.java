package org.synfire.models.sdann;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.synfire.models.experiment.LayerLoss;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.models.sparsity.SparsityFile;

/**
 * Everything that a reproduction has found, as a value: what its text, CSV and JSON files hold.
 *
 * @param version     of the format, {@value #VERSION}
 * @param networks    one entry per network
 * @param assumptions what a reader must know
 */
public record SdannResult(int version, List<NetworkResult> networks, List<String> assumptions) {
    /** The format that is written. */
    public static final int VERSION = 1;

    /**
     * One network.
     *
     * @param network  as tables show it
     * @param dataSet  what it was run on
     * @param rows     of all tables
     * @param sparsity the plan that the hybrid rows use; {@code null} without
     * @param losses   what the spikes carry, layer by layer, in exact precision and in the chip's registers; empty without real values
     */
    public record NetworkResult(String network, String dataSet, List<TableRow> rows, SparsityFile sparsity, List<LossRow> losses) {
    }

    /** A layer's loss in one precision. */
    public record LossRow(String precision, LayerLoss loss) {
    }

    /** All as JSON. */
    public String json() {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a result can always be written as JSON", impossible);
        }
    }

    /** All tables as CSV, one line per row. */
    public String csv() {
        StringBuilder csv = new StringBuilder("network,table,setting,samples,accuracy,accuracy_points,sops_per_sample,sop_percent,macs_per_sample,packets_per_sample,"
                + "hops_per_sample,overflows,mismatched_values,quantized_uj,spiking_uj,sop_uj,chip_uj,paper\n");
        for (NetworkResult network : networks) {
            for (TableRow row : network.rows) {
                csv.append(line(row.network(), row.table(), row.setting(), row.samples(), row.accuracy(), row.accuracyPoints(), row.sopsPerSample(), row.sopPercent(),
                        row.macsPerSample(), row.packetsPerSample(), row.hopsPerSample(), row.overflows(), row.mismatchedValues(), row.quantizedMicrojoules(),
                        row.spikingMicrojoules(), row.sopMicrojoules(), row.chipMicrojoules(), row.paper()));
            }
        }
        return csv.toString();
    }

    /** What the spikes carry, layer by layer, as CSV. */
    public String lossesCsv() {
        StringBuilder csv = new StringBuilder("network,precision,layer,values,signal_to_noise_db,saturated,zeroed\n");
        for (NetworkResult network : networks) {
            for (LossRow row : network.losses) {
                LayerLoss loss = row.loss;
                csv.append(line(network.network, row.precision, loss.layer(), loss.values(), loss.signalToNoiseDb(), loss.saturated(), loss.zeroed()));
            }
        }
        return csv.toString();
    }

    private static String line(Object... values) {
        List<String> cells = new ArrayList<>();
        for (Object value : values) {
            cells.add(cell(value));
        }
        return String.join(",", cells) + "\n";
    }

    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        String text = value instanceof Double number ? String.format(Locale.ROOT, "%.6g", number) : value.toString();
        return text.matches("[^\",\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * Writes {@code sdann.json}, {@code sdann.csv}, {@code sdann-layers.csv} and {@code sdann.txt}.
     *
     * @throws InputException if they cannot be written
     */
    public void write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("sdann.json"), json());
            Files.writeString(directory.resolve("sdann.csv"), csv());
            Files.writeString(directory.resolve("sdann-layers.csv"), lossesCsv());
            Files.write(directory.resolve("sdann.txt"), SdannText.lines(this));
        } catch (IOException unwritable) {
            throw new InputException("cannot write to %s: %s; choose another --out folder".formatted(directory, unwritable.getMessage()), unwritable);
        }
    }
}

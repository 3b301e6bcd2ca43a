package org.synfire.network.sparsity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.WholeFile;
import org.synfire.network.integer.Sparsity;
import org.synfire.network.json.StrictJson;

/**
 * A sparsity plan as a JSON file.
 *
 * @param version of the format, {@value #VERSION}
 * @param network name of the network it was made for
 * @param samples calibration samples the search counted on
 * @param changedAnswers of these, how many are answered otherwise than with every spike
 * @param sopsPerSample synaptic operations of a sample with every spike
 * @param sparseSopsPerSample synaptic operations that are left
 * @param layers the plan
 */
public record SparsityFile(
        int version,
        String network,
        int samples,
        int changedAnswers,
        double sopsPerSample,
        double sparseSopsPerSample,
        List<Layer> layers) {
    /** The format that is written and read. */
    public static final int VERSION = 1;

    private static final int MAX_BYTES = 1 << 20;

    /** One layer: n of RoT and k of DRLO, 0 for none. */
    public record Layer(String name, int rot, int drlo) {}

    /**
     * A plan and what it saves.
     *
     * @param network name of the network it was made for
     * @param samples on which the following figures were counted
     */
    public static SparsityFile of(
            String network,
            int samples,
            int changedAnswers,
            double sopsPerSample,
            double sparseSopsPerSample,
            SparsityPlan plan) {
        List<Layer> layers = plan.layers().stream()
                .map(layer -> new Layer(
                        layer.name(),
                        layer.sparsity().rounded(),
                        layer.sparsity().kept()))
                .toList();
        return new SparsityFile(VERSION, network, samples, changedAnswers, sopsPerSample, sparseSopsPerSample, layers);
    }

    /**
     * The plan in it.
     *
     * @throws InputException if an n or k is out of range
     */
    public SparsityPlan plan() {
        return new SparsityPlan(layers.stream()
                .map(layer -> new SparsityPlan.Layer(layer.name, new Sparsity(layer.rot, layer.drlo)))
                .toList());
    }

    /**
     * Reads a plan that was written.
     *
     * @throws InputException if the file cannot be read, is no such file, is of another version, or an n or k in it is
     *     out of range
     */
    public static SparsityFile read(Path file) {
        SparsityFile read;
        try {
            read = StrictJson.mapper().readValue(InputFile.bytes(file, MAX_BYTES), SparsityFile.class);
        } catch (JsonProcessingException wrong) {
            throw new InputException(
                    file + " is no sparsity file: " + StrictJson.reason(wrong) + "; make one with synfire sparsify",
                    wrong);
        } catch (IOException unreadable) {
            throw new InputException(
                    file + ": cannot read this sparsity file (" + FileReason.of(unreadable) + ")", unreadable);
        }
        if (read == null || read.version != VERSION || read.layers == null) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: version %s of the sparsity file; this program reads %d; make it again with synfire sparsify",
                    file,
                    read == null ? "none" : read.version,
                    VERSION));
        }
        if (read.layers.stream().anyMatch(layer -> layer == null || layer.name == null)) {
            throw new InputException(
                    file + " is no sparsity file: a layer has no name; make one with synfire sparsify");
        }
        try {
            read.plan();
        } catch (InputException impossible) {
            throw new InputException(file + ": " + impossible.getMessage(), impossible);
        }
        return read;
    }

    /** Whether a file is such a file. */
    public static boolean isSparsityFile(Path file) {
        try {
            read(file);
            return true;
        } catch (InputException _) {
            return false;
        }
    }

    /**
     * Writes it.
     *
     * @throws OutputException if it cannot be written
     */
    public void write(Path file) {
        try {
            WholeFile.write(
                    file,
                    new ObjectMapper()
                                    .enable(SerializationFeature.INDENT_OUTPUT)
                                    .writeValueAsString(this) + "\n");
        } catch (IOException unwritable) {
            throw new OutputException(
                    file + " cannot be written (" + FileReason.of(unwritable) + "); choose another file", unwritable);
        }
    }
}

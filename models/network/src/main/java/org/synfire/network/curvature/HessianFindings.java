package org.synfire.network.curvature;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;
import org.synfire.engine.file.OutputFile;
import org.synfire.engine.file.WholeFile;
import org.synfire.network.json.NullIfAbsent;
import org.synfire.network.json.StrictJson;

/**
 * What {@code hessian} found, and the JSON file it writes.
 *
 * @param layers in the order of the network
 * @param base the network as trained; absent if it was not judged
 * @param lowered with one layer's weights rounded; empty likewise
 * @param allocations bits chosen for all layers; of 0 samples likewise
 */
public record HessianFindings(
        List<Layer> layers, @NullIfAbsent Optional<Score> base, List<Lowered> lowered, List<Allocation> allocations) {
    /**
     * A layer and its curvature.
     *
     * @param weights how many
     * @param trace of the loss's Hessian over them, raw
     * @param standardError of its estimate
     * @param vectors random vectors drawn
     * @param reachedTolerance whether the error is as small as asked for
     */
    public record Layer(
            String name, long weights, double trace, double standardError, int vectors, boolean reachedTolerance) {}

    /** A network judged: answers right of so many, mean loss in nats. */
    public record Score(int samples, int correct, double loss) {
        /** Not judged. */
        public static final Score NONE = new Score(0, 0, 0);

        /** 0..1. */
        public double accuracy() {
            return (double) correct / samples;
        }
    }

    /**
     * A network with one layer at so many bits.
     *
     * @param omega HAWQ-V2's metric of the layer at these bits
     */
    public record Lowered(String layer, int bits, double omega, int samples, int correct, double loss) {
        public Lowered(String layer, int bits, double omega, Score score) {
            this(layer, bits, omega, score.samples, score.correct, score.loss);
        }

        public Score score() {
            return new Score(samples, correct, loss);
        }
    }

    /**
     * Bits chosen for all layers, and the network judged with them.
     *
     * @param rule rank, omega or equal
     * @param bits one per layer
     */
    public record Allocation(
            String name,
            String rule,
            List<Integer> bits,
            long sizeBits,
            double omega,
            int samples,
            int correct,
            double loss) {
        public Allocation(String name, String rule, List<Integer> bits, long sizeBits, double omega, Score score) {
            this(name, rule, bits, sizeBits, omega, score.samples, score.correct, score.loss);
        }

        public Score score() {
            return new Score(samples, correct, loss);
        }
    }

    /**
     * Writes the findings as JSON.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        WholeFile.write(
                file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }

    /** Whether a file begins as findings that were written do. */
    public static boolean areFindings(Path file) {
        return OutputFile.begins(file, "{\n  \"layers\" : ");
    }

    /**
     * Reads findings that were written.
     *
     * @throws InputException if the file is not one of these, or the network was not judged
     */
    public static HessianFindings read(Path file) {
        HessianFindings findings;
        try {
            findings = StrictJson.mapper()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(InputFile.bytes(file), HessianFindings.class);
        } catch (JsonProcessingException wrong) {
            throw new InputException(
                    String.format(
                            Locale.ROOT, "%s is not what hessian --json writes: %s", file, StrictJson.reason(wrong)),
                    wrong);
        } catch (IOException unreadable) {
            throw new InputException(
                    String.format(
                            Locale.ROOT, "%s is not what hessian --json writes: %s", file, FileReason.of(unreadable)),
                    unreadable);
        }
        if (findings == null
                || findings.layers == null
                || findings.allocations == null
                || findings.lowered == null
                || findings.base.filter(base -> base.samples > 0).isEmpty()) {
            throw new InputException(
                    file + ": the network was not judged with lowered layers; run hessian with --lower 4,2 and --json");
        }
        findings.wrong().ifPresent(wrong -> {
            throw new InputException(
                    String.format(Locale.ROOT, "%s is not what hessian --json writes: %s", file, wrong));
        });
        return findings;
    }

    /** What does not fit together, in words. */
    private Optional<String> wrong() {
        Set<String> names = new HashSet<>();
        for (Layer layer : layers) {
            if (layer == null || layer.name == null || layer.weights < 1 || !names.add(layer.name)) {
                return Optional.of("a layer has no name, no weights, or the name of another one");
            }
        }
        for (Allocation allocation : allocations) {
            if (allocation == null || allocation.name == null || allocation.rule == null) {
                return Optional.of("an allocation has no name or no rule");
            }
            if (allocation.bits == null || allocation.bits.size() != layers.size() || allocation.bits.contains(null)) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "the allocation %s has not one number of bits for each of %d layers",
                        allocation.name,
                        layers.size()));
            }
        }
        for (Lowered one : lowered) {
            if (one == null || !names.contains(one.layer) || one.samples < 1) {
                return Optional.of("what was judged with fewer bits is no layer, or was judged on no image");
            }
        }
        return Optional.empty();
    }

    /** Weights of all layers. */
    public long weights() {
        return layers.stream().mapToLong(Layer::weights).sum();
    }

    /** The layer of a name. */
    public Layer layer(String name) {
        return layers.stream()
                .filter(layer -> layer.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("there is no layer " + name + " among "
                        + layers.stream().map(Layer::name).collect(Collectors.joining(", "))));
    }
}

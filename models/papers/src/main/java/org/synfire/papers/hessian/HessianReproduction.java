package org.synfire.papers.hessian;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.InputException;
import org.synfire.network.curvature.HessianFindings;
import org.synfire.network.data.ImageSet;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.papers.run.ChipRuns;
import org.synfire.papers.table.ResultTable;

/**
 * The bits that curvature chose for the layers of an ANN, on the emulated chip.
 *
 * <p><b>Threads:</b> one caller; {@link ChipRuns#stop} ends it from any other.
 */
public final class HessianReproduction {
    private static final int MOST_SDANN_BITS = 8;

    private final ChipRuns runs;
    private final int samples;

    /**
     * Makes the experiment.
     *
     * @param runs the chip that networks run on
     * @param samples test images of every run, at least 1
     */
    public HessianReproduction(ChipRuns runs, int samples) {
        this.runs = runs;
        this.samples = samples;
    }

    /**
     * Every choice of bits that SDANN can have, run on the chip until a stop is asked for.
     *
     * @param quantize from the bits of each layer's weights to the network
     * @param test the test images
     * @throws InputException if there are fewer than are asked for
     */
    public ResultTable emulated(
            HessianFindings findings, Function<List<Integer>, EncodedNetwork> quantize, ImageSet test) {
        if (samples > test.size()) {
            throw new InputException(String.format(
                    Locale.ROOT, "%s has only %,d samples; %,d are asked for", test.name(), test.size(), samples));
        }
        MixedPrecisionTable table = new MixedPrecisionTable(findings.weights());
        for (HessianFindings.Allocation allocation : findings.allocations()) {
            if (!runs.stop().isAsked() && allocation.bits().stream().allMatch(bits -> bits <= MOST_SDANN_BITS)) {
                runs.announce("on the chip: " + allocation.name());
                EncodedNetwork network = quantize.apply(allocation.bits());
                RunResult run = runs.run(allocation.name(), network, test.take(samples));
                if (run.answers().complete()) {
                    table.add(allocation, network.network(), run);
                }
            }
        }
        return table.build();
    }
}

package org.synfire.papers.hessian;

import java.util.stream.Collectors;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.curvature.HessianFindings;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;
import org.synfire.papers.run.DenseTwin;
import org.synfire.papers.table.ResultTable;

/** SDANN networks with bits of their own in each layer, run on the emulated chip. <b>Threads:</b> one. */
public final class MixedPrecisionTable {
    private static final double PERCENT = 100;
    private static final double KIBIBIT = 8 * 1024;
    private static final double MEGA = 1e6;
    private static final int FULL_BITS = 8;

    private final long weights;
    private final ResultTable.Builder table = ResultTable.named(
                    "sdann", "As SDANN network on the emulated chip, codes of 8 bits")
            .words("choice", "choice")
            .words("bits", "bits by layer")
            .number("kib", "KiB of weights", "%,.1f")
            .number("smaller_percent", "smaller than 8 bits, %", "%.1f")
            .number("accuracy", "accuracy", "%.4f")
            .drawn("accuracy, share of images")
            .number("images", "images", "%,d")
            .number("msops_per_sample", "M SOP", "%,.2f")
            .number("microjoules", "uJ chip", "%,.1f")
            .words("twin", "dense twin");

    /** @param weights of the network, all layers */
    public MixedPrecisionTable(long weights) {
        this.weights = weights;
    }

    /**
     * Adds a network of mixed bits.
     *
     * @param network with these bits
     * @param run of it, compared with its dense twin
     */
    public void add(HessianFindings.Allocation allocation, IntegerNetwork network, RunResult run) {
        long sizeBits = network.projections().stream()
                .mapToLong(projection -> weights(projection.synapses()) * network.weightBits(projection.target()))
                .sum();
        table.row(
                allocation.name(),
                allocation.bits().stream().map(String::valueOf).collect(Collectors.joining(",")),
                sizeBits / KIBIBIT,
                PERCENT * (1 - (double) sizeBits / (FULL_BITS * weights)),
                run.answers().accuracy(),
                run.answers().samples(),
                run.events().sops() / MEGA / run.answers().samples(),
                run.energy().perSampleMicrojoules(),
                DenseTwin.words(run));
    }

    /** Weights that were learned: pooling and residual edges have none. */
    private static long weights(Synapses synapses) {
        return switch (synapses) {
            case Synapses.Convolution convolution ->
                convolution.groups() == convolution.in().channels() && isOnes(convolution.weights())
                        ? 0
                        : convolution.weights().length;
            case Synapses.Dense dense -> dense.weights().length;
            case Synapses.Identity _ -> 0;
            case SparseSynapses sparse -> sparse.connections();
        };
    }

    private static boolean isOnes(short[] weights) {
        for (short weight : weights) {
            if (weight != 1) {
                return false;
            }
        }
        return true;
    }

    /** The table. */
    public ResultTable build() {
        return table.note("KiB: weights times their bits on the chip, where all that ends in the same neurons has the"
                        + " width of the widest; a residual edge takes parallel synapses of it")
                .build();
    }
}

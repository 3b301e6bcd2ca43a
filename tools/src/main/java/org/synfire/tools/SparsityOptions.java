package org.synfire.tools;

import java.nio.file.Path;
import org.synfire.engine.InputException;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Sparsity;
import org.synfire.network.sparsity.SparsityFile;
import org.synfire.network.sparsity.SparsityPlan;
import picocli.CommandLine.Option;

/** Options that say which spikes layers keep back. */
final class SparsityOptions {
    @Option(
            names = "--rot",
            split = ",",
            paramLabel = "n",
            description =
                    "RoT: codes are rounded to multiples of 2^n; one n for all layers, or one per layer, 0 for none.")
    private int[] rot = {};

    @Option(
            names = "--drlo",
            split = ",",
            paramLabel = "k",
            description =
                    "DRLO: of a code's spikes the first k are sent; one k for all layers, or one per layer, 0 for all"
                            + " spikes.")
    private int[] drlo = {};

    @Option(
            names = "--sparsity",
            paramLabel = "FILE",
            description = "RoT and DRLO of every layer, as synfire sparsify has found them.")
    private Path file;

    /** @throws InputException if options exclude each other or the file is wrong */
    void requirePossible() {
        if (file != null && rot.length + drlo.length > 0) {
            throw new InputException("--sparsity " + file + " says what every layer does; leave --rot and --drlo out");
        }
        if (file != null) {
            SparsityFile.read(file).plan();
        }
        for (int n : rot) {
            new Sparsity(n, 0);
        }
        for (int k : drlo) {
            new Sparsity(0, k);
        }
    }

    /**
     * The network with what was asked for.
     *
     * @throws InputException if it does not fit the network's layers
     */
    IntegerNetwork applyTo(IntegerNetwork network) {
        if (file != null) {
            return SparsityFile.read(file).plan().applyTo(network);
        }
        return rot.length + drlo.length == 0
                ? network
                : SparsityPlan.of(network, rot, drlo).applyTo(network);
    }
}

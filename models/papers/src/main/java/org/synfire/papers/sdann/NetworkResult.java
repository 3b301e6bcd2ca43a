package org.synfire.papers.sdann;

import java.util.List;
import org.synfire.emulator.result.LayerLoss;
import org.synfire.network.sparsity.SparsityFile;

/**
 * What was found of one network.
 *
 * @param network as tables show it
 * @param rows of all tables
 * @param sparsity the plan that the hybrid rows use; {@code null} without
 * @param losses what the spikes carry, layer by layer, in exact precision and in the chip's registers; empty without
 *     real values
 */
public record NetworkResult(String network, List<TableRow> rows, SparsityFile sparsity, List<Loss> losses) {
    /** A layer's loss in one precision. */
    public record Loss(String precision, LayerLoss loss) {}
}

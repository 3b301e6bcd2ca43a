package org.synfire.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.lava.CubaNeurons.SpikeRule;
import org.synfire.network.lava.LavaConversion;
import org.synfire.network.lava.LavaFile;
import org.synfire.network.lava.LavaNetwork;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;

/**
 * A network of lava-dl or slayerPytorch, which holds integers already.
 *
 * @param loaded the network of integers
 * @param remarks what a reader must know, one sentence each
 */
record LavaModel(LoadedModel loaded, List<String> remarks) {
    private static final double NANOS = 1e9;

    /** Whether a model file is such a network, by its ending; a .net file of text is one of SANA-FE. */
    static boolean isOne(Path model) {
        return model != null && model.toString().toLowerCase(Locale.ROOT).endsWith(".net") && !SanaFeModel.isOne(model);
    }

    /**
     * Reads a file.
     *
     * @param register of neuron programs; their products round towards zero in any case, as Loihi's
     * @param usualSteps steps of a sample where the file does not say them
     */
    static LavaModel load(Path model, SpikeRule rule, Register register, IntSupplier usualSteps) {
        long start = System.nanoTime();
        LavaNetwork source = LavaFile.read(model);
        LavaConversion made = LavaConversion.of(
                source,
                rule,
                new RegisterArithmetic(register, ProductRounding.TOWARDS_ZERO),
                source.steps().orElseGet(usualSteps));
        return new LavaModel(
                new LoadedModel(
                        new EncodedNetwork(made.network(), InputEncoding.EVENTS),
                        null,
                        null,
                        null,
                        (System.nanoTime() - start) / NANOS,
                        0),
                made.remarks());
    }

    /** A file without samples: to be mapped, not to be run. */
    static LoadedModel unmeasured(Path model) {
        return load(model, SpikeRule.ABOVE_THRESHOLD, LavaConversion.LOIHI.register(), () -> 1)
                .loaded();
    }
}

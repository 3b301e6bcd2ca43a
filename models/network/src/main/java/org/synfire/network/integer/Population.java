package org.synfire.network.integer;

import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

/**
 * Neurons of one layer. Their sum is {@code bias + sum of synapses}; their value is {@code rescale(sum)} in the
 * population's code, or, for a population without a code, the raw 32-bit sum (the network's answer). With an
 * {@code integration} it computes in narrower registers instead; bias and rescale then only say what that approximates.
 * What it sends are its values after {@code sparsity}.
 *
 * <p>Or they spike: a {@code program} takes the place of code and rescale, and what arrives in a time step moves their
 * potentials in that step. Their value for a sample is which of its steps they fired in.
 *
 * @param id its number in the network; population 0 is the input
 * @param name shown to people; the name of the operation in the model file that ends the layer
 * @param shape channels, rows, columns
 * @param bias one value, one per channel, or one per neuron (channel, row, column)
 * @param code what its neurons send; {@code null} for raw sums
 * @param rescale from sum to code; {@code null} exactly when there is no code, or for the input
 * @param rawScale real value of one unit of a raw sum; used only without a code
 * @param integration arithmetic in registers of limited width; {@code null} for exact sums
 * @param sparsity which of its spikes it keeps back; nothing without a code
 * @param program what spiking neurons do; {@code null} for all others
 * @param direct the currents that its neurons get from the image in every step; {@code null} for none, and without a
 *     program
 */
public record Population(
        int id,
        String name,
        Shape shape,
        int[] bias,
        Code code,
        Rescale rescale,
        double rawScale,
        ScaledIntegration integration,
        Sparsity sparsity,
        NeuronProgram program,
        DirectCoding direct) {
    /** @throws InputException if an array has neither 1 entry, nor one per channel, nor one per neuron */
    public Population {
        requireEntries(name, "bias", bias.length, shape);
        if (rescale != null) {
            requireEntries(name, "rescale", rescale.entries(), shape);
        }
        if (id > 0 && (code == null) != (rescale == null)) {
            throw new InputException("layer " + name + ": a code needs a rescale and a rescale a code");
        }
        if (integration != null && (integration.rescale() == null) != (rescale == null)) {
            throw new InputException(
                    "layer " + name + ": scaled integration needs a rescale of its own exactly where there is a code");
        }
        requireSparsity(name, id, code, sparsity);
        requireProgram(name, shape, code, integration, program, direct);
    }

    /** Exact sums, every spike. */
    public Population(int id, String name, Shape shape, int[] bias, Code code, Rescale rescale, double rawScale) {
        this(id, name, shape, bias, code, rescale, rawScale, null, Sparsity.NONE, null, null);
    }

    /** Spiking neurons. @param direct {@code null} where only spikes arrive */
    public static Population spiking(int id, String name, Shape shape, NeuronProgram program, DirectCoding direct) {
        return new Population(id, name, shape, new int[1], null, null, 0, null, Sparsity.NONE, program, direct);
    }

    /** The image: codes are given, not computed. */
    public static Population input(String name, Shape shape, Code code) {
        return new Population(0, name, shape, new int[1], code, null, 0);
    }

    /** The same under another number and name. */
    public Population renamed(int otherId, String otherName) {
        return new Population(
                otherId, otherName, shape, bias, code, rescale, rawScale, integration, sparsity, program, direct);
    }

    /** The same in registers of limited width, or with {@code null} in exact sums. */
    public Population with(ScaledIntegration otherIntegration) {
        return new Population(
                id, name, shape, bias, code, rescale, rawScale, otherIntegration, sparsity, program, direct);
    }

    /** The same with other spikes kept back. */
    public Population with(Sparsity otherSparsity) {
        return new Population(
                id, name, shape, bias, code, rescale, rawScale, integration, otherSparsity, program, direct);
    }

    private static void requireSparsity(String name, int id, Code code, Sparsity sparsity) {
        if (sparsity.isNone()) {
            return;
        }
        if (id == 0 || code == null) {
            throw new InputException(
                    "layer " + name + " cannot be made sparse: only a layer that computes and sends codes can");
        }
        if (sparsity.rounded() >= code.bits() || sparsity.kept() > code.bits()) {
            throw new InputException("layer %s: %s is out of range for codes of %d bits; n is at most %d, k at most %d"
                    .formatted(name, sparsity, code.bits(), code.bits() - 1, code.bits()));
        }
    }

    private static void requireProgram(
            String name,
            Shape shape,
            Code code,
            ScaledIntegration integration,
            NeuronProgram program,
            DirectCoding direct) {
        if (program == null && direct == null) {
            return;
        }
        if (program == null || code != null || integration != null) {
            throw new InputException(
                    "layer " + name + ": spiking neurons have a program in place of a code and of scaled integration");
        }
        if (program.thresholds().length != 1 && program.thresholds().length != shape.channels()) {
            throw new InputException("layer %s: %d thresholds for %d channels; give one, or one per channel"
                    .formatted(name, program.thresholds().length, shape.channels()));
        }
        if (direct != null && !direct.out().equals(shape)) {
            throw new InputException(
                    "layer %s has neurons of %s and currents of %s".formatted(name, shape, direct.out()));
        }
    }

    private static void requireEntries(String name, String what, int entries, Shape shape) {
        if (entries != 1 && entries != shape.channels() && entries != shape.size()) {
            throw new InputException(
                    "layer %s: %d entries of %s for %s; 1, one per channel or one per neuron are possible"
                            .formatted(name, entries, what, shape));
        }
    }

    /** Whether its value is the raw sum. */
    public boolean isRaw() {
        return code == null && program == null;
    }

    /** Whether its neurons spike by a program. */
    public boolean isSpiking() {
        return program != null;
    }

    /** Whether a first spike of its trains counts negative. */
    public boolean sendsSigns() {
        return code != null && code.isSigned();
    }

    /** From the sum, or the potential of a scaled integration, to the code; {@code null} for raw answers. */
    public Rescale effectiveRescale() {
        return integration == null ? rescale : integration.rescale();
    }

    /** What is added to the sum, or to the potential of a scaled integration. */
    public int[] effectiveBias() {
        return integration == null ? bias : integration.bias();
    }

    /** The code with the range of what is sent: DRLO lets a value fall, a negative one down to its sign bit alone. */
    public Code sentCode() {
        if (sparsity.kept() == 0 || code.low() == 0) {
            return code;
        }
        int low = code.low() > 0 ? 0 : code.weight(0);
        return new Code(code.bits(), code.isSigned(), low, code.high(), code.scale(), code.zeroPoint());
    }

    /** Whether it sends codes that it computed, so that it can be made sparse. */
    public boolean isCodedLayer() {
        return id > 0 && code != null;
    }

    /** Which entry of an array of {@code entries} belongs to neuron {@code index} of {@code channel}. */
    public int entry(int entries, int channel, int index) {
        return entries == 1 ? 0 : entries == shape.channels() ? channel : index;
    }
}

package org.synfire.network.integer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.neuron.NeuronProgram;

/**
 * What the neurons of a population are. Whoever needs to know asks by an exhaustive {@code switch}.
 *
 * <pre>
 *                     reads                     sends                              its value for a sample
 *   ImageInput        the codes of an image     the bits of its codes, if anyone   the code
 *                                               reads them
 *   SpikeInput        spikes from outside       these spikes                       the spike train
 *   Stem              weighted spikes           the bits of its code               the code
 *   Answer            weighted spikes           nothing                            the sum
 *   Program           spikes and a drive        a spike where the program fires    the spike train
 * </pre>
 *
 * <p>A spike train is an integer with a bit for each of the sample's time steps, the last step's the lowest.
 */
public sealed interface Neurons {
    /**
     * Refuses a shape that the neurons cannot have.
     *
     * @throws InputException if the neurons cannot have this shape
     */
    default void requireFits(String name, Shape shape) {}

    /** How often a neuron can spike in a time step. */
    default int mostSpikes() {
        return 1;
    }

    /** Neurons whose value is a code, which they send bit by bit. */
    sealed interface Coded extends Neurons permits ImageInput, Stem {
        /** The integers that the neurons hold. */
        Code code();

        /** The code with the range of what is sent. */
        Code sentCode();
    }

    /** Neurons that add up the weighted spikes of a whole sample. */
    sealed interface Summing extends Neurons permits Stem, Answer {
        /** What is added to an exact sum: one value, one per channel, or one per neuron (channel, row, column). */
        int[] bias();

        /** The arithmetic. Where it is scaled, {@link #bias} only says what that approximates. */
        Integration integration();

        /** The same neurons in another arithmetic. */
        Neurons with(Integration other);

        /** What is added to the sum, or to the potential of a scaled integration. */
        default int[] effectiveBias() {
            return switch (integration()) {
                case Integration.Exact exact -> bias();
                case ScaledIntegration scaled -> scaled.bias();
            };
        }
    }

    /**
     * The pixels of an image: codes that are given, not computed.
     *
     * @param code of the pixels
     */
    record ImageInput(Code code) implements Coded {
        @Override
        public Code sentCode() {
            return code;
        }
    }

    /**
     * Spikes that are given from outside.
     *
     * @param mostSpikes of each neuron in a time step, 1..{@value NeuronProgram#MOST_SPIKES}
     */
    record SpikeInput(int mostSpikes) implements Neurons {
        /** @throws InputException if there are too few or too many */
        public SpikeInput {
            if (mostSpikes < 1 || mostSpikes > NeuronProgram.MOST_SPIKES) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "an input of %d spikes of a neuron in a step: 1..%d are possible",
                        mostSpikes,
                        NeuronProgram.MOST_SPIKES));
            }
        }

        /** At most one spike. */
        public SpikeInput() {
            this(1);
        }
    }

    /**
     * SDANN's neurons (Spike-Timing Encoder-decoder Model, STEM): they decode T steps of spikes into a sum and send
     * {@code transfer(rescale(bias + sum))} as T steps of spikes, after {@code sparsity}.
     *
     * @param code what the neurons compute and send
     * @param bias added to an exact sum: one value, one per channel, or one per neuron
     * @param rescale from an exact sum to the code
     * @param integration the arithmetic; where it is scaled, it has a rescale of its own
     * @param sparsity which spikes are suppressed
     * @param transfer from the rescaled sum to the code
     */
    record Stem(Code code, int[] bias, Rescale rescale, Integration integration, Sparsity sparsity, Transfer transfer)
            implements Coded, Summing {
        /** Exact sums, every spike, no transfer function but limits. */
        public Stem(Code code, int[] bias, Rescale rescale) {
            this(code, bias, rescale, Integration.EXACT, Sparsity.NONE, Transfer.DIRECT);
        }

        @Override
        public Stem with(Integration other) {
            return new Stem(code, bias, rescale, other, sparsity, transfer);
        }

        /** The same neurons with other spikes suppressed. */
        public Stem with(Sparsity other) {
            return new Stem(code, bias, rescale, integration, other, transfer);
        }

        /** The code that the rescaled sum is limited to, before the transfer function. */
        public Code rescaledCode() {
            return switch (transfer) {
                case Transfer.Direct direct -> code;
                case TransferTable table -> table.input();
            };
        }

        /** What is sent for a rescaled sum within {@link #rescaledCode}. */
        public int sent(int channel, int value) {
            int transferred = switch (transfer) {
                case Transfer.Direct direct -> value;
                case TransferTable table -> table.apply(channel, value);
            };
            return sparsity.apply(transferred, code);
        }

        /** Whether {@link #sent} gives back what it is given. */
        public boolean sendsAsRescaled() {
            return sparsity.isNone() && transfer.equals(Transfer.DIRECT);
        }

        /** How many functions {@link #sent} stands for: one for all channels, or one for each. */
        public int sentFunctions() {
            return switch (transfer) {
                case Transfer.Direct direct -> 1;
                case TransferTable table -> table.tables().length;
            };
        }

        /** From the sum, or from the potential of a scaled integration, to {@link #rescaledCode}. */
        public Rescale effectiveRescale() {
            return switch (integration) {
                case Integration.Exact exact -> rescale;
                case ScaledIntegration scaled -> scaled.rescale();
            };
        }

        /** DRLO lets a value fall, a negative one down to its sign bit alone. */
        @Override
        public Code sentCode() {
            if (sparsity.kept() == 0 || code.low() == 0) {
                return code;
            }
            int low = code.low() > 0 ? 0 : code.weight(0);
            return new Code(code.bits(), code.isSigned(), low, code.high(), code.scale(), code.zeroPoint());
        }

        @Override
        public void requireFits(String name, Shape shape) {
            requireEntries(name, "bias", bias.length, shape);
            requireEntries(name, "rescale", rescale.entries(), shape);
            if (transfer instanceof TransferTable table) {
                table.requireFits(name, shape, code);
            }
            if (sparsity.rounded() >= code.bits() || sparsity.kept() > code.bits()) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "layer %s: %s is out of range for codes of %d bits; n is at most %d, k at most %d",
                        name,
                        sparsity,
                        code.bits(),
                        code.bits() - 1,
                        code.bits()));
            }
        }
    }

    /**
     * The network's answer: sums that are read, not sent.
     *
     * @param bias added to an exact sum: one value, one per channel, or one per neuron
     * @param unit real value of one unit of an exact sum
     * @param integration the arithmetic; the rescale of a scaled one is not used
     * @param readout what the host that reads the sums makes of them, so that all have the same unit;
     *     {@link Rescale#IDENTITY} where they have
     */
    record Answer(int[] bias, double unit, Integration integration, Rescale readout) implements Summing {
        private static final int LOW = Integer.MIN_VALUE;
        private static final int HIGH = Integer.MAX_VALUE;

        /** Exact sums of one unit. */
        public Answer(int[] bias, double unit) {
            this(bias, unit, Integration.EXACT, Rescale.IDENTITY);
        }

        @Override
        public Answer with(Integration other) {
            return new Answer(bias, unit, other, readout);
        }

        /** What is read of a sum. */
        public int read(int sum, int entry) {
            return readout.apply(sum, entry, LOW, HIGH);
        }

        /** Real value of one unit of the answer's sum, or of the potential of a scaled integration. */
        public double effectiveUnit() {
            return switch (integration) {
                case Integration.Exact exact -> unit;
                case ScaledIntegration scaled -> unit / scaled.factor();
            };
        }

        @Override
        public void requireFits(String name, Shape shape) {
            requireEntries(name, "bias", bias.length, shape);
            requireEntries(name, "readout", readout.entries(), shape);
        }
    }

    /**
     * Spiking neurons: what arrives in a time step changes their state in that step, and they spike in it.
     *
     * @param program what a neuron does in a step
     * @param drives what moves it besides spikes; at most one {@link DirectCoding}
     */
    record Program(NeuronProgram program, List<Drive> drives) implements Neurons {
        @Override
        public int mostSpikes() {
            return program.mostSpikes();
        }

        /** @throws InputException if an image drives them twice */
        public Program {
            drives = List.copyOf(drives);
            if (drives.stream().filter(DirectCoding.class::isInstance).count() > 1) {
                throw new InputException("neurons that an image drives twice; add the weights");
            }
        }

        /** Moved by spikes alone. */
        public Program(NeuronProgram program) {
            this(program, List.of());
        }

        /** What the image brings, if it does. */
        public Optional<DirectCoding> directCoding() {
            return drives.stream()
                    .filter(DirectCoding.class::isInstance)
                    .map(DirectCoding.class::cast)
                    .findFirst();
        }

        @Override
        public void requireFits(String name, Shape shape) {
            requireEntries(name, "neuron parameters", program.entries(), shape);
            for (Drive drive : drives) {
                switch (drive) {
                    case DirectCoding direct -> {
                        if (!direct.out().equals(shape)) {
                            throw new InputException(String.format(
                                    Locale.ROOT,
                                    "layer %s has neurons of %s and currents of %s",
                                    name,
                                    shape,
                                    direct.out()));
                        }
                    }
                    case ConstantDrive constant -> requireEntries(name, "currents", constant.currents().length, shape);
                    case PoissonDrive poisson -> {
                        if (poisson.first() > poisson.stride() - shape.size()) {
                            throw new InputException(String.format(
                                    Locale.ROOT,
                                    "layer %s: random input of %d neurons from draw %d of %d a step",
                                    name,
                                    shape.size(),
                                    poisson.first(),
                                    poisson.stride()));
                        }
                    }
                }
            }
        }
    }

    private static void requireEntries(String name, String what, int entries, Shape shape) {
        if (entries != 1 && entries != shape.channels() && entries != shape.size()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "layer %s: %d entries of %s for %s; 1, one per channel or one per neuron are possible",
                    name,
                    entries,
                    what,
                    shape));
        }
    }
}

package org.synfire.emulator.readout;

import java.util.Arrays;
import java.util.Optional;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.reference.Reference;
import org.synfire.network.reference.SpikingReference;

/**
 * The outputs of the dense reference as a readout reads them.
 *
 * <p><b>Threads:</b> as the reference.
 */
public final class ReferenceOutputs {
    private final Reference reference;
    private final int last;
    private final Optional<Readout> readout;
    private final long[] read;
    private final int[] outputs;

    /** @param readout empty for what the reference gives by itself; fits the network */
    public ReferenceOutputs(Reference reference, IntegerNetwork network, Optional<Readout> readout) {
        this.reference = reference;
        this.last = network.output().id();
        this.readout = readout;
        this.outputs = new int[network.output().shape().size()];
        this.read = new long[outputs.length];
        if (readout.filter(Readout::isOfPotentials).isPresent() && reference instanceof SpikingReference spiking) {
            spiking.watchPotentials(last, this::onPotentials);
        }
    }

    private void onPotentials(int step, int[] potentials) {
        if (step == 0) {
            Arrays.fill(read, readout.orElseThrow() == Readout.Word.MAX ? Long.MIN_VALUE : 0);
        }
        for (int i = 0; i < potentials.length; i++) {
            switch (readout.orElseThrow()) {
                case Readout.Word.MAX -> read[i] = Math.max(read[i], potentials[i]);
                case Readout.Word.MEAN -> read[i] += potentials[i];
                case Readout.MeanOfLast mean -> read[i] += mean.isOf(step, reference.steps()) ? potentials[i] : 0;
                case Readout.Word.LAST -> read[i] = potentials[i];
                case Readout.Word.COUNT, Readout.Word.FIRST -> throw new IllegalStateException("a readout of spikes");
            }
        }
    }

    /** The outputs of the sample last computed; overwritten by the next call. */
    public int[] outputs() {
        if (readout.isEmpty() || readout.get() == Readout.Word.COUNT) {
            return reference.answer();
        }
        if (readout.get() == Readout.Word.FIRST) {
            for (int i = 0; i < outputs.length; i++) {
                int[] steps = reference.spikes(last).stepsOf(i);
                outputs[i] = steps.length == 0 ? 0 : reference.steps() - steps[0];
            }
        } else {
            Arrays.setAll(outputs, i -> Readout.output(read[i], "the reference"));
        }
        return outputs;
    }
}

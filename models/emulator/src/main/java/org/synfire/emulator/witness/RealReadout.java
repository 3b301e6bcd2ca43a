package org.synfire.emulator.witness;

import java.util.Arrays;
import java.util.Optional;
import org.synfire.emulator.readout.Readout;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.integer.NirConversion;
import org.synfire.network.nir.step.NirStepper;

/** The outputs of a sample in real numbers, read as the run reads those of its last population. */
final class RealReadout {
    private final String last;
    private final boolean isSummed;
    private final Readout readout;
    private final int steps;
    private final double[] outputs;

    /** @param steps of the sample */
    RealReadout(NirNetwork source, NirConversion made, IntegerNetwork network, Optional<Readout> readout, int steps) {
        int id = network.output().id();
        this.last = made.populations().entrySet().stream()
                .filter(entry -> entry.getValue() == id)
                .findFirst()
                .orElseThrow()
                .getKey();
        this.isSummed = source.outputs().contains(last) || network.output().neurons() instanceof Neurons.Answer;
        this.readout = readout.orElse(Readout.Word.COUNT);
        this.steps = steps;
        this.outputs = new double[network.output().shape().size()];
        if (this.readout == Readout.Word.MAX) {
            Arrays.fill(outputs, Double.NEGATIVE_INFINITY);
        }
    }

    /** Reads a step. */
    void add(NirStepper stepper, int step) {
        double[] values = isSummed || !readout.isOfPotentials() ? stepper.values(last) : stepper.potentials(last);
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = isSummed ? outputs[i] + values[i] : read(outputs[i], values[i], step);
        }
    }

    private double read(double before, double value, int step) {
        return switch (readout) {
            case Readout.Word.COUNT, Readout.Word.MEAN -> before + value;
            case Readout.MeanOfLast mean -> before + (step >= steps - mean.steps() ? value : 0);
            case Readout.Word.FIRST -> before == 0 && value > 0 ? steps - step : before;
            case Readout.Word.LAST -> value;
            case Readout.Word.MAX -> Math.max(before, value);
        };
    }

    float[] outputs() {
        float[] read = new float[outputs.length];
        for (int i = 0; i < read.length; i++) {
            read[i] = (float) outputs[i];
        }
        return read;
    }
}

package org.synfire.emulator.readout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.SampleStarts;

/**
 * The outputs of the samples that are in flight or not forgotten, as a readout of potentials reads them.
 *
 * <p><b>Threads:</b> the observers' thread writes; what it wrote of answered samples is read between runs of the
 * emulator. <b>Memory:</b> 8 bytes for each neuron of the last population and sample.
 */
final class PotentialOutputs implements StepObserver, Checkpointed {
    private final Readout readout;
    private final Population last;
    private final List<Slice> slices;
    private final SampleStarts starts;
    private final Map<Long, long[]> outputs = new HashMap<>();

    /** @param starts of the samples of the run, for how many steps each has */
    PotentialOutputs(Readout readout, Population last, List<Slice> slices, SampleStarts starts) {
        this.readout = readout;
        this.last = last;
        this.slices = slices;
        this.starts = starts;
    }

    @Override
    public long potentialsWanted(int core) {
        return slices.get(core).population() == last.id() ? starts.samples() : 0;
    }

    @Override
    public void onPotentials(int core, long sample, int stepOfSample, int[] potentials) {
        Slice slice = slices.get(core);
        if (slice.population() != last.id()) {
            return;
        }
        int steps = starts.steps(sample);
        long[] of = outputs.computeIfAbsent(sample, key -> new long[last.shape().size()]);
        for (int neuron = 0; neuron < slice.neurons(); neuron++) {
            int element = slice.element(last.shape(), neuron);
            of[element] = switch (readout) {
                case Readout.Word.MEAN -> of[element] + potentials[neuron];
                case Readout.MeanOfLast mean -> of[element] + (mean.isOf(stepOfSample, steps) ? potentials[neuron] : 0);
                case Readout.Word.MAX ->
                    stepOfSample == 0 ? potentials[neuron] : Math.max(of[element], potentials[neuron]);
                case Readout.Word.LAST -> potentials[neuron];
                case Readout.Word.COUNT, Readout.Word.FIRST -> throw new IllegalStateException("a readout of spikes");
            };
        }
    }

    void read(long sample, int[] into) {
        long[] of = outputs.get(sample);
        for (int i = 0; i < of.length; i++) {
            into[i] = Readout.output(of[i], "sample " + sample);
        }
    }

    /** Gives back the memory of all samples before one. */
    void forgetBefore(long sample) {
        outputs.keySet().removeIf(kept -> kept < sample);
    }

    @Override
    public void state(StateFields fields) {
        long[] kept = fields.varying(
                "samples",
                outputs.keySet().stream().mapToLong(sample -> sample).sorted().toArray());
        for (long sample : kept) {
            long[] of =
                    outputs.computeIfAbsent(sample, key -> new long[last.shape().size()]);
            fields.all("outputs of sample " + sample, of);
        }
    }
}

package org.synfire.emulator.neuron;

import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.Population;

/**
 * An input of spikes: neurons that send the spike trains of one sample after the other.
 *
 * <p><b>Memory:</b> 4 bytes per neuron and 4 per element of the population on the heap, for the trains of one sample.
 */
final class SpikeInputNeurons implements NeuronGroup {
    private final Schedule schedule;
    private final InputNeurons.Source source;
    private final ValueSink sink;
    private final int[] elements;
    private final int[] values;
    private final int[] trains;

    SpikeInputNeurons(
            Schedule schedule, Population population, Slice slice, InputNeurons.Source source, ValueSink sink) {
        this.schedule = schedule;
        this.source = source;
        this.sink = sink;
        this.values = new int[population.shape().size()];
        this.trains = new int[slice.neurons()];
        this.elements = new int[slice.neurons()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = slice.element(population.shape(), i);
        }
    }

    @Override
    public long firstVisit() {
        return schedule.nextFirstStep(-1);
    }

    @Override
    public boolean isSignStep(long step) {
        return false;
    }

    @Override
    public long update(long step, StepSums sums, SpikeBits spikes) {
        long sample = schedule.sentSample(step);
        if (sample < 0) {
            spikes.none();
            return schedule.nextFirstStep(step);
        }
        int stepOfSample = schedule.integratedBit(step, sample);
        if (stepOfSample == 0) {
            source.codes(sample, values);
            for (int i = 0; i < elements.length; i++) {
                trains[i] = values[elements[i]];
            }
        }
        int shift = schedule.timeSteps() - 1 - stepOfSample;
        int count = 0;
        long[] words = spikes.words();
        for (int first = 0; first < trains.length; first += Long.SIZE) {
            long word = 0;
            for (int i = Math.min(first + Long.SIZE, trains.length) - 1; i >= first; i--) {
                word = word << 1 | (trains[i] >>> shift & 1);
            }
            words[first / Long.SIZE] = word;
            count += Long.bitCount(word);
        }
        spikes.describe(count, sample, stepOfSample, false);
        sink.spikes(sample, stepOfSample, words);
        return stepOfSample < schedule.timeSteps() - 1 ? step + 1 : schedule.nextFirstStep(step);
    }
}

package org.synfire.emulator.neuron;

import java.util.Arrays;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Population;

/**
 * An input of spikes: neurons that send the spikes of one sample after the other.
 *
 * <p><b>Memory:</b> 8 bytes for each element of the population on the heap.
 */
final class SpikeInputNeurons implements NeuronGroup {
    private static final int ELSEWHERE = -1;

    private final Schedule schedule;
    private final NetworkInput.Spikes source;
    private final ValueSink sink;
    private final int[] neuronOf;
    private final int[] spiking;
    private final int spikeWords;

    SpikeInputNeurons(
            Schedule schedule, Population population, Slice slice, NetworkInput.Spikes source, ValueSink sink) {
        this.schedule = schedule;
        this.source = source;
        this.sink = sink;
        this.spiking = new int[population.shape().size()];
        this.neuronOf = new int[spiking.length];
        this.spikeWords = Math.ceilDiv(slice.neurons(), Long.SIZE);
        Arrays.fill(neuronOf, ELSEWHERE);
        for (int i = 0; i < slice.neurons(); i++) {
            neuronOf[slice.element(population.shape(), i)] = i;
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
        long[] words = spikes.words();
        Arrays.fill(words, 0, spikeWords, 0);
        int all = source.spikes(sample, stepOfSample, spiking);
        int count = 0;
        for (int i = 0; i < all; i++) {
            int neuron = neuronOf[spiking[i]];
            if (neuron != ELSEWHERE) {
                words[neuron / Long.SIZE] |= 1L << neuron;
                count++;
            }
        }
        spikes.describe(count, sample, stepOfSample, false);
        sink.spikes(sample, stepOfSample, words);
        return stepOfSample < schedule.timeSteps() - 1 ? step + 1 : schedule.nextFirstStep(step);
    }
}

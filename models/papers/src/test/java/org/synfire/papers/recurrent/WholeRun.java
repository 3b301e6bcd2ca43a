package org.synfire.papers.recurrent;

import java.util.List;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.SpikeTrains;

/** All spikes of a recurrent network, a core for each population. */
public final class WholeRun {
    private static final NetworkInput.Spikes SILENCE = (sample, step, into) -> 0;

    private WholeRun() {}

    /** The spikes of each population in the steps of the network; those of the input are none. */
    public static SpikeTrains[] of(IntegerNetwork network) {
        List<Slice> slices = network.populations().stream()
                .map(p -> new Slice(p.id(), p.id(), p.id(), 0, p.shape().channels(), 0, 1, 0, 1))
                .toList();
        Emulator.Options options = new Emulator.Options(Kernels.of(Kernels.Choice.AUTO), 2, true, 1, 1);
        try (Emulator emulator = Emulator.of(network, slices, options, SILENCE, List.of())) {
            emulator.runUntil(1);
            SpikeTrains[] trains = network.populations().stream()
                    .map(p -> new SpikeTrains(p.shape().size(), network.timeSteps()))
                    .toArray(SpikeTrains[]::new);
            for (int p = 1; p < trains.length; p++) {
                emulator.spikes(0, p, trains[p]);
            }
            return trains;
        }
    }

    /** What is told of a spike. */
    @FunctionalInterface
    public interface Spike {
        void at(int step, int neuron);
    }

    /** Tells of each spike, step by step, with the number of its neuron in the whole network. */
    public static void forEach(SpikeTrains[] trains, Spike spike) {
        for (int step = 0; step < trains[0].steps(); step++) {
            int base = 0;
            for (int p = 1; p < trains.length; p++) {
                int[] neurons = new int[trains[p].neurons()];
                int count = trains[p].spikes(step, neurons);
                for (int i = 0; i < count; i++) {
                    spike.at(step, base + neurons[i]);
                }
                base += trains[p].neurons();
            }
        }
    }
}

package org.synfire.emulator.readout;

import java.util.List;
import java.util.Optional;
import org.synfire.emulator.core.EmulatedSamples;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Mapping;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.SampleStarts;
import org.synfire.network.integer.SpikeTrains;

/**
 * The samples of an emulator with outputs that a readout reads.
 *
 * <p><b>Order:</b> {@link #observers} before the emulator is made, {@link #of} then. <b>Threads:</b> several may read
 * between runs of the emulator.
 */
public final class ReadSamples {
    private final IntegerNetwork network;
    private final Optional<Readout> readout;
    private final SampleStarts starts;
    private final Optional<PotentialOutputs> potentials;

    /**
     * Of a run.
     *
     * @param readout empty for what the emulator gives by itself
     * @param starts of the samples of the run, for how many steps each has
     * @throws org.synfire.engine.InputException if the network has nothing that can be read like this
     */
    public ReadSamples(Mapping mapping, Optional<Readout> readout, SampleStarts starts) {
        this.network = mapping.network();
        this.readout = readout;
        this.starts = starts;
        readout.ifPresentOrElse(
                chosen -> chosen.requireFits(mapping.network()), () -> Readout.requireUsual(mapping.network()));
        this.potentials = readout.filter(Readout::isOfPotentials)
                .map(chosen -> new PotentialOutputs(chosen, network.output(), mapping.slices(), starts));
    }

    /** Who must watch the run. */
    public List<StepObserver> observers() {
        return potentials.<StepObserver>map(one -> one).stream().toList();
    }

    /** Gives back the memory of all samples before one. */
    public void forgetBefore(long sample) {
        potentials.ifPresent(one -> one.forgetBefore(sample));
    }

    /** An emulator's samples with these outputs. */
    public EmulatedSamples of(EmulatedSamples emulated) {
        return readout.<EmulatedSamples>map(chosen -> new Read(emulated, chosen))
                .orElse(emulated);
    }

    private final class Read implements EmulatedSamples {
        private final EmulatedSamples emulated;
        private final Readout chosen;

        Read(EmulatedSamples emulated, Readout chosen) {
            this.emulated = emulated;
            this.chosen = chosen;
        }

        @Override
        public void values(long sample, int population, int[] into) {
            emulated.values(sample, population, into);
        }

        @Override
        public void spikes(long sample, int population, SpikeTrains into) {
            emulated.spikes(sample, population, into);
        }

        @Override
        public void outputs(long sample, int[] into) {
            switch (chosen) {
                case Readout.Word.COUNT -> emulated.outputs(sample, into);
                case Readout.Word.FIRST -> {
                    SpikeTrains trains =
                            SpikeTrains.of(network, network.output().id());
                    emulated.spikes(sample, network.output().id(), trains);
                    Readout.first(trains, starts.steps(sample), into);
                }
                case Readout.Word.LAST, Readout.Word.MEAN, Readout.Word.MAX ->
                    potentials.orElseThrow().read(sample, into);
                case Readout.MeanOfLast mean -> potentials.orElseThrow().read(sample, into);
            }
        }
    }
}

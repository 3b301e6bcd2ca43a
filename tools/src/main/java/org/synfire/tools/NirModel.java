package org.synfire.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.synfire.emulator.experiment.ProgramArithmetic;
import org.synfire.emulator.witness.NirWitness;
import org.synfire.emulator.witness.WitnessSource;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.event.SpikeFrames;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.NirShape;
import org.synfire.network.nir.integer.NirConversion;
import org.synfire.network.nir.integer.NirPeaks;
import org.synfire.network.nir.step.StepLength;
import org.synfire.network.nir.step.StepOptions;
import org.synfire.network.program.RegisterArithmetic;
import org.synfire.noc.chip.Chips;

/**
 * A network of NIR, read and made of integers.
 *
 * @param loaded the network of integers
 * @param source of real numbers
 * @param stepping how it is stepped
 * @param made what was chosen
 */
record NirModel(LoadedModel loaded, NirNetwork source, NirOptions.Stepping stepping, NirConversion made) {
    /** Bits of a weight where nobody says another number. */
    static final int USUAL_WEIGHT_BITS = 16;

    private static final double NANOS = 1e9;
    private static final int MEASURED = 32;

    /**
     * Reads a file and measures the largest potentials on the first samples.
     *
     * @param weightBits of a weight
     * @param arithmetic of the neurons' registers
     * @param copies of each input
     * @param spikes how often a neuron can spike in a step
     */
    static NirModel load(
            Path model,
            NirOptions options,
            int weightBits,
            RegisterArithmetic arithmetic,
            int copies,
            int spikes,
            SpikeSet samples) {
        long start = System.nanoTime();
        NirNetwork source = options.read(model);
        NirOptions.Stepping stepping = options.stepping(source, spikes);
        long imported = System.nanoTime();
        NirPeaks peaks = NirPeaks.of(source, stepping.options(), frames(source, samples));
        NirConversion made = NirConversion.of(
                source,
                stepping.options(),
                new NirConversion.Format(weightBits, arithmetic, copies, spikes),
                peaks,
                samples.steps());
        return new NirModel(
                loaded(made, (imported - start) / NANOS, (System.nanoTime() - imported) / NANOS),
                source,
                stepping,
                made);
    }

    /**
     * A file without samples, of which only the shapes count: to be mapped, not to be run.
     *
     * @param spikes how often a neuron can spike in a step
     */
    static LoadedModel unmeasured(Path model, int weightBits, int spikes) {
        long start = System.nanoTime();
        NirNetwork source = NirNetwork.read(model);
        StepOptions once = StepOptions.euler(StepLength.of(source).seconds());
        NirConversion made = NirConversion.of(
                source,
                spikes == 1 ? once : once.with(StepOptions.Reset.SUBTRACT).withSeveralSpikes(),
                new NirConversion.Format(weightBits, ProgramArithmetic.exact(Chips.darwin3()), 1, spikes),
                NirPeaks.UNKNOWN,
                1);
        return loaded(made, (System.nanoTime() - start) / NANOS, 0);
    }

    private static LoadedModel loaded(NirConversion made, double importSeconds, double conversionSeconds) {
        return new LoadedModel(
                new EncodedNetwork(made.network(), InputEncoding.EVENTS),
                null,
                null,
                null,
                importSeconds,
                conversionSeconds);
    }

    /** The first samples as numbers for each channel of the network's input; copies of a channel are added. */
    private static List<SpikeFrames> frames(NirNetwork source, SpikeSet samples) {
        int channels = NirShape.size(source.shape(source.inputs().getFirst()));
        int[] spiking = new int[Math.multiplyExact(samples.shape().size(), samples.mostSpikes())];
        List<SpikeFrames> frames = new ArrayList<>();
        for (int sample = 0; sample < Math.min(MEASURED, samples.size()); sample++) {
            IntStream.Builder steps = IntStream.builder();
            IntStream.Builder spikes = IntStream.builder();
            for (int step = 0; step < samples.steps(sample); step++) {
                int count = samples.spikes(sample, step, spiking);
                for (int i = 0; i < count; i++) {
                    steps.add(step);
                    spikes.add(spiking[i] % channels);
                }
            }
            frames.add(SpikeFrames.of(
                    channels,
                    samples.steps(sample),
                    steps.build().toArray(),
                    spikes.build().toArray()));
        }
        return frames;
    }

    /** What a reader must know: what the file does not say, and what integers change. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>(stepping.remarks());
        remarks.addAll(made.remarks());
        return remarks;
    }

    /** The real numbers as a witness of a run. */
    WitnessSource witness() {
        return trial -> new NirWitness(source, stepping.options(), made, trial);
    }
}

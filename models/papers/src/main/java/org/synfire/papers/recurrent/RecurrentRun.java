package org.synfire.papers.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.core.Firing;
import org.synfire.emulator.experiment.CheckpointedRun;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.result.Correlations;
import org.synfire.emulator.timing.IdealTiming;
import org.synfire.emulator.timing.UpdateCost;
import org.synfire.engine.InputException;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.noc.TrafficCounters;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.energy.EnergyEvents;
import org.synfire.noc.energy.EnergyModel;
import org.synfire.papers.run.StopRequest;

/**
 * A run of a recurrent network on an emulated chip.
 *
 * <p><b>Assumptions:</b> the chip's cores hold all synapses and destinations of their neurons, which real cores cannot,
 * and each synapse has a delay of its own, which the chip's public toolchain does not know; neurons have registers of
 * 32 bits.
 *
 * @param setting what was run
 * @param synapses of the network
 * @param cores used
 * @param chips used
 * @param spikes of all neurons
 * @param operations weights added to sums
 * @param packets sent
 * @param hops links crossed
 * @param busiestLink packets of the busiest link in a step, on average
 * @param joules of the chip's energy model, static power left out
 * @param buildSeconds host seconds to draw and to place the network
 * @param emulationSeconds host seconds of the run
 * @param populations in their order
 * @param raster single spikes after the time that is left out
 */
public record RecurrentRun(
        Setting setting,
        long synapses,
        int cores,
        int chips,
        long spikes,
        long operations,
        long packets,
        long hops,
        double busiestLink,
        double joules,
        double buildSeconds,
        double emulationSeconds,
        List<Activity> populations,
        SpikeRaster raster) {
    private static final double NANOS = 1e9;
    private static final int CORRELATED_SECONDS = 100;
    /** Steps of a bin in which spikes are correlated: 2 ms. */
    private static final int CORRELATED_BIN = 20;

    private static final int ROOM = 1 << 30;
    private static final String REASON = "large enough for all synapses: an assumption of this experiment";

    /**
     * How a network is run.
     *
     * @param seconds of biological time, at least 0.001
     * @param discardedSeconds left out at the beginning
     * @param neuronsPerCore at most
     * @param threads of the host
     * @param synchronyBin steps of a bin in which synchrony counts spikes, at least 1
     */
    public record Setting(double seconds, double discardedSeconds, int neuronsPerCore, int threads, int synchronyBin) {
        private static final double MOST_SECONDS = 1_000;

        /** @throws InputException if the times are out of range */
        public Setting {
            if (!(seconds >= 1e-3 && seconds <= MOST_SECONDS && discardedSeconds >= 0 && discardedSeconds < seconds)) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s seconds of which %s are left out: 0.001..%.0f seconds are possible, and less must be left"
                                + " out",
                        seconds,
                        discardedSeconds,
                        MOST_SECONDS));
            }
        }

        int steps() {
            return steps(seconds);
        }

        int steps(double of) {
            return Math.toIntExact(Math.round(of * RecurrentModel.STEPS_PER_SECOND));
        }
    }

    /**
     * A population, after the time that is left out.
     *
     * @param name as in the paper
     * @param neurons of the population
     * @param rate spikes of a neuron in a second
     * @param known what somebody else's run has
     * @param irregularity mean coefficient of variation of intervals; NaN without intervals
     * @param synchrony variance of spikes in bins over their mean; NaN without spikes
     * @param correlations of pairs of neurons, of the first {@value #CORRELATED_SECONDS} s; nothing if too few spike
     * @param frequency of the strongest oscillation of the population's spikes, Hz; NaN without one
     */
    public record Activity(
            String name,
            int neurons,
            double rate,
            RecurrentModel.Known known,
            double irregularity,
            double synchrony,
            Optional<Correlations> correlations,
            double frequency) {}

    /**
     * Draws the network, places it and runs it, without checkpoints.
     *
     * @see #of(IntFunction, Setting, ChipDescription, StopRequest, Consumer, Optional)
     */
    public static RecurrentRun of(
            IntFunction<RecurrentModel> draw,
            Setting setting,
            ChipDescription chip,
            StopRequest stop,
            Consumer<String> announce) {
        return of(draw, setting, chip, stop, announce, Optional.empty());
    }

    /**
     * Where the state of a run is saved.
     *
     * @param setting where and how often
     * @param subject what the network and its setting are, in clauses
     */
    public record Saving(CheckpointedRun.Setting setting, String subject) {}

    /**
     * Draws the network, places it and runs it.
     *
     * @param draw makes the network, given the steps of the run
     * @param chip whose cores are taken as large enough
     * @param stop ends the run
     * @param announce told what comes next
     * @param saving how the run is saved and goes on, if it is
     * @throws org.synfire.noc.ChipLimitException if there are too few cores
     * @throws InputException if it should go on, and its checkpoints are damaged or of another run
     */
    public static RecurrentRun of(
            IntFunction<RecurrentModel> draw,
            Setting setting,
            ChipDescription chip,
            StopRequest stop,
            Consumer<String> announce,
            Optional<Saving> saving) {
        long start = System.nanoTime();
        announce.accept("drawing the network");
        RecurrentModel model = draw.apply(setting.steps());
        IntegerNetwork network = model.network();
        announce.accept("placing " + network);
        Mapping mapping = Mapper.map(network, relaxed(chip, setting.neuronsPerCore));
        IdealTiming timing = new IdealTiming(
                mapping.chip(),
                mapping.slices(),
                mapping.slices().stream()
                        .mapToInt(slice -> mapping.weightsPerWord(slice.population()))
                        .toArray(),
                UpdateCost.cycles(mapping));
        SpikeStatistics statistics = new SpikeStatistics(
                network,
                mapping.slices(),
                setting.steps(),
                setting.steps(setting.discardedSeconds),
                setting.synchronyBin);
        Samples samples = Samples.of(model, mapping, setting);
        NetworkInput.Spikes silence = (sample, step, into) -> 0;
        Firing expected = population -> population == 0
                ? 0
                : model.known().get(population - 1).expectedRate() / RecurrentModel.STEPS_PER_SECOND;
        Emulator.Options options = new Emulator.Options(
                        Kernels.of(Kernels.Choice.AUTO), setting.threads, true, 1, expected, 1)
                .keeping(population -> false);
        try (Emulator emulator = Emulator.of(
                network,
                mapping.slices(),
                options,
                silence,
                List.of(timing, statistics, samples.raster, samples.correlated))) {
            stop.tell(emulator::requestStop);
            long built = System.nanoTime();
            announce.accept("running " + mapping.cores() + " cores");
            HostTime time = new HostTime((built - start) / NANOS, built);
            run(emulator, new State(time, timing, statistics, samples, emulator), mapping, saving, stop);
            return result(
                    setting,
                    model,
                    mapping,
                    timing.traffic(),
                    statistics,
                    samples,
                    emulator,
                    time.buildSeconds,
                    time.emulationSeconds());
        }
    }

    private static void run(
            Emulator emulator, State state, Mapping mapping, Optional<Saving> saving, StopRequest stop) {
        if (saving.isEmpty()) {
            emulator.runUntil(1);
            return;
        }
        IntegerNetwork network = mapping.network();
        String subject = String.format(
                Locale.ROOT,
                "%s, network %s, %d steps, %d cores%s",
                saving.get().subject,
                network.name().replace(", ", "; "),
                network.timeSteps(),
                mapping.cores(),
                CheckpointedRun.clause(Kernels.of(Kernels.Choice.AUTO)));
        CheckpointedRun run = new CheckpointedRun(saving.get().setting, emulator, state, subject, stop::isAsked);
        run.runUntil(1);
        run.sayCost();
    }

    /** Host time of a run, of which a part was before it was saved. */
    private static final class HostTime implements Checkpointed {
        private final double buildSeconds;
        private final long built;
        private double before;

        HostTime(double buildSeconds, long built) {
            this.buildSeconds = buildSeconds;
            this.built = built;
        }

        double emulationSeconds() {
            return before + (System.nanoTime() - built) / NANOS;
        }

        @Override
        public void state(StateFields fields) {
            double now = emulationSeconds();
            before += fields.real("seconds", now) - now;
        }
    }

    /** All that changes in a run. */
    private record State(
            HostTime time, IdealTiming timing, SpikeStatistics statistics, Samples samples, Emulator emulator)
            implements Checkpointed {
        @Override
        public void state(StateFields fields) {
            fields.part("host time", time);
            fields.part("timing", timing);
            fields.part("statistics", statistics);
            fields.part("spikes to draw", samples.raster);
            fields.part("spikes to correlate", samples.correlated);
            fields.part("emulator", emulator);
        }
    }

    private static ChipDescription relaxed(ChipDescription chip, int neuronsPerCore) {
        return chip.with(ChipFigure.AXON_IN_WORDS_BIG, ROOM, REASON)
                .with(ChipFigure.AXON_IN_WORDS_LITTLE, ROOM, REASON)
                .with(ChipFigure.AXON_OUT_WORDS, ROOM, REASON)
                .with(ChipFigure.NEURONS, neuronsPerCore, REASON);
    }

    private static RecurrentRun result(
            Setting setting,
            RecurrentModel model,
            Mapping mapping,
            TrafficCounters traffic,
            SpikeStatistics statistics,
            Samples samples,
            Emulator emulator,
            double buildSeconds,
            double emulationSeconds) {
        double seconds = setting.seconds - setting.discardedSeconds;
        IntegerNetwork network = model.network();
        List<Activity> populations = new ArrayList<>();
        long steps = emulator.steps();
        long updates = 0;
        for (int p = 1; p < network.populations().size(); p++) {
            int size = network.population(p).shape().size();
            updates += UpdateCost.charged(mapping.chip(), size * steps, emulator.instructions(p), size * steps);
            populations.add(new Activity(
                    network.population(p).name(),
                    size,
                    statistics.spikes(p) / (size * seconds),
                    model.known().get(p - 1),
                    statistics.irregularity(p),
                    statistics.synchrony(p),
                    samples.correlations(p),
                    statistics.frequency(p)));
        }
        long busiest = 0;
        for (long packets : traffic.linkPackets()) {
            busiest = Math.max(busiest, packets);
        }
        return new RecurrentRun(
                setting,
                network.projections().stream()
                        .mapToLong(projection -> projection.synapses().connections())
                        .sum(),
                mapping.cores(),
                mapping.chips(),
                statistics.spikes(),
                statistics.operations(),
                traffic.packets(),
                traffic.hops(),
                (double) busiest / Math.max(1, steps),
                new EnergyModel(mapping.chip())
                        .energy(new EnergyEvents(
                                statistics.operations(), updates, traffic.hops(), traffic.chipCrossings(), steps))
                        .totalJoules(),
                buildSeconds,
                emulationSeconds,
                populations,
                samples.drawn(model));
    }

    /**
     * Single neurons that are looked at.
     *
     * @param raster those that are drawn
     * @param correlated those whose spikes are correlated
     * @param from the first step, behind the time that is left out
     * @param rasterSteps that are drawn
     * @param correlatedSteps whose spikes are correlated
     */
    private record Samples(
            SampledSpikes raster, SampledSpikes correlated, int from, int rasterSteps, int correlatedSteps) {
        static Samples of(RecurrentModel model, Mapping mapping, Setting setting) {
            int from = setting.steps(setting.discardedSeconds);
            int left = setting.steps() - from;
            int rasterSteps = Math.min(left, SpikeRaster.MOST_STEPS);
            int correlatedSteps = Math.min(left, CORRELATED_SECONDS * RecurrentModel.STEPS_PER_SECOND);
            return new Samples(
                    new SampledSpikes(
                            model.network(), mapping.slices(), from, from + rasterSteps, rows(model, rasterSteps)),
                    new SampledSpikes(
                            model.network(),
                            mapping.slices(),
                            from,
                            from + correlatedSteps,
                            each(model, p -> Correlations.MOST_NEURONS)),
                    from,
                    rasterSteps,
                    correlatedSteps);
        }

        /** The same share of every population, so many that neither rows nor spikes are too many. */
        private static int[] rows(RecurrentModel model, int steps) {
            double neurons = 0;
            double spikes = 0;
            for (int p = 1; p < model.network().populations().size(); p++) {
                int size = model.network().population(p).shape().size();
                neurons += size;
                spikes += size * model.known().get(p - 1).expectedRate() * steps / RecurrentModel.STEPS_PER_SECOND;
            }
            double share = Math.min(1, Math.min(SpikeRaster.MOST_ROWS / neurons, SpikeRaster.MOST_SPIKES / spikes));
            return each(model, p -> (int)
                    Math.ceil(share * model.network().population(p).shape().size()));
        }

        private static int[] each(RecurrentModel model, IntUnaryOperator most) {
            return IntStream.range(0, model.network().populations().size())
                    .map(p -> p == 0 ? 0 : most.applyAsInt(p))
                    .toArray();
        }

        Optional<Correlations> correlations(int population) {
            int bins = correlatedSteps / CORRELATED_BIN;
            int[][] spikes = Stream.of(correlated.of(population))
                    .map(steps -> IntStream.of(steps)
                            .map(step -> step / CORRELATED_BIN)
                            .filter(bin -> bin < bins)
                            .toArray())
                    .toArray(int[][]::new);
            return Correlations.of(spikes, bins, CORRELATED_BIN);
        }

        SpikeRaster drawn(RecurrentModel model) {
            return new SpikeRaster(
                    from,
                    rasterSteps,
                    model.network().populations().stream()
                            .skip(1)
                            .map(population -> new SpikeRaster.Rows(
                                    population.name(),
                                    model.known().get(population.id() - 1).isInhibitory(),
                                    population.shape().size(),
                                    raster.of(population.id())))
                            .toList());
        }
    }

    /** Host seconds for a second of biological time; below 1, the emulator is faster than the brain. */
    public double realTimeFactor() {
        return emulationSeconds / setting.seconds;
    }
}

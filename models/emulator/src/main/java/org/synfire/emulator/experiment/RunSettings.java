package org.synfire.emulator.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.core.Grouping;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.detect.DetectionTask;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Placement;
import org.synfire.emulator.part.Divisible;
import org.synfire.emulator.part.PartSizes;
import org.synfire.emulator.probe.AccuracyProbe;
import org.synfire.emulator.probe.PopulationRecorder;
import org.synfire.emulator.probe.RasterLayer;
import org.synfire.emulator.readout.Readout;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.witness.ReferenceWitness;
import org.synfire.emulator.witness.WitnessSource;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.network.data.ImageSet;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.SampleStarts;
import org.synfire.noc.chip.ChipDescription;

/** What an {@link Experiment} was told, by its methods of the same names, and what follows from it. */
final class RunSettings {
    private static final WitnessSource REFERENCE = trial -> new ReferenceWitness(
            trial.network(), trial.source(), trial.readout(), trial.samples().size(), trial.threads());

    final ChipDescription chip;
    final List<WitnessSource> witnesses = new ArrayList<>(List.of(REFERENCE));
    final List<StepObserver> observers = new ArrayList<>();
    int threads = 1;
    boolean choosesThreads;
    boolean pipelined = true;
    Kernels.Choice kernels = Kernels.Choice.AUTO;
    int window = Emulator.Options.LARGEST_WINDOW;
    Grouping grouping = Grouping.FUSED;
    Optional<AccuracyProbe> probe = Optional.empty();
    Optional<DetectionTask> detection = Optional.empty();
    Optional<Readout> readout = Optional.empty();
    Optional<Placement> placement = Optional.empty();
    RasterLayer raster;
    List<String> recorded = List.of();
    boolean recordsPotentials;
    boolean recordsPackets;
    boolean recordsSteps;
    NetworkTiming timing = NetworkTiming.IDEAL;
    Path trace;
    Progress progress = Progress.SILENT;
    Optional<Journaled> journal = Optional.empty();
    Optional<CheckpointedRun.Setting> checkpoints = Optional.empty();
    Provenance provenance = Provenance.ofApi();

    RunSettings(ChipDescription chip) {
        this.chip = chip;
    }

    /** Where finished parts are kept, and how large they are. */
    record Journaled(Path folder, PartSizes sizes) {}

    /** No witness computes the dense reference. */
    void withoutReference() {
        witnesses.remove(REFERENCE);
    }

    /** See {@link Experiment#obstacleToParts}. */
    Optional<String> obstacleToParts() {
        if (hasCycles()) {
            return Optional.of("with the cycle timing, routers carry their state from sample to sample");
        }
        if (detection.isPresent()) {
            return Optional.of("precision of detection is no sum over samples");
        }
        return recorded.isEmpty() && !recordsPackets && !recordsSteps && observers.isEmpty()
                ? Divisible.obstacle(chip)
                : Optional.of("recordings and probes are of a whole run");
    }

    /** See {@link Experiment#obstacleToCheckpoints}. */
    Optional<String> obstacleToCheckpoints() {
        if (hasCycles()) {
            return Optional.of("with the cycle timing, packets are in the routers whenever a step ends");
        }
        if (detection.isPresent()) {
            return Optional.of("boxes that were found are not saved");
        }
        return observers.stream()
                .filter(observer -> !(observer instanceof Checkpointed))
                .findFirst()
                .map(observer -> observer.getClass().getSimpleName()
                        + " keeps what cannot be saved; let it implement Checkpointed");
    }

    private boolean hasCycles() {
        return timing == NetworkTiming.CYCLE || trace != null;
    }

    /** The network on the chip, as it was asked for. */
    PlacedNetwork place(IntegerNetwork network) {
        Stopwatch mapping = new Stopwatch();
        Mapping placed = mapping.time(() ->
                placement.map(given -> Mapper.map(network, chip, given)).orElseGet(() -> Mapper.map(network, chip)));
        return new PlacedNetwork(placed, mapping.seconds());
    }

    /** Recorders of the populations that were asked for. */
    List<PopulationRecorder> recorders(Mapping mapping, SampleStarts starts) {
        return recorded.stream()
                .distinct()
                .map(population -> new PopulationRecorder(mapping, population, recordsPotentials, starts))
                .toList();
    }

    /** What the layers of a run lost of their real values; empty where no probe was given. */
    Optional<RunDetails.Losses> losses(SampleInput input, long done) {
        return probe.map(given -> {
            ImageSet probed = input.images().take((int) Math.min(done, RunDetails.Losses.MOST_SAMPLES));
            return new RunDetails.Losses(probed.size(), given.measure(probed));
        });
    }
}

package org.synfire.papers.mint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.data.ImageSet;
import org.synfire.network.file.NetworkFile;
import org.synfire.network.file.SpikingNetworkFile;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.spiking.IntegerSpikingNetwork;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.papers.encoding.EncodingComparison;
import org.synfire.papers.mint.MintTables.Judged;
import org.synfire.papers.run.ChipRuns;
import org.synfire.papers.run.Subject;
import org.synfire.papers.table.ResultTable;

/**
 * The paper's experiments with trained networks: their integers on the emulated chip, and other codes for the same
 * images beside them.
 *
 * <p><b>Threads:</b> one caller; {@link ChipRuns#stop} ends it from any other.
 */
public final class MintReproduction {
    private static final List<Integer> RATE_STEPS = List.of(8, 16, 32, 64);

    private final ChipRuns runs;
    private final Effort effort;
    private final CodingTable codings;

    /**
     * How much to compute.
     *
     * @param samples test images of every run, at least 1
     * @param encodingSamples test images of rate coding, at least 1
     */
    public record Effort(int samples, int encodingSamples) {}

    /**
     * Makes the experiments.
     *
     * @param runs the chip that networks run on
     */
    public MintReproduction(ChipRuns runs, Effort effort) {
        this.runs = runs;
        this.effort = effort;
        this.codings = new CodingTable(
                runs.chip().figure(ChipFigure.SYNAPTIC_OPERATION_ENERGY).value(),
                runs.chip().figure(ChipFigure.STEP).value());
    }

    /**
     * Trained networks, those of MINT's integers run on the chip.
     *
     * @param networks what training has left
     * @param testImages the images that a network is judged on
     * @return one for each network, in the same order; without a run from where it was stopped
     */
    public List<Judged> judge(List<TrainedNetwork> networks, Function<TrainedNetwork, ImageSet> testImages) {
        List<Judged> judged = new ArrayList<>();
        for (TrainedNetwork one : networks) {
            TrainedNetwork floating = networks.stream()
                    .filter(other -> other.isFloat() && other.network().equals(one.network()))
                    .findFirst()
                    .orElse(null);
            if (one.isMint() && one.hasIntegers() && !runs.stop().isAsked()) {
                runs.announce("running " + one.network() + ", " + one.setting());
                IntegerSpikingNetwork integers = SpikingNetworkFile.read(one.integers());
                Optional<RunResult> run = run(
                        one.network() + ", " + one.setting(), NetworkFile.read(one.integers()), testImages.apply(one));
                run.ifPresent(result ->
                        codings.add(one.network(), "MINT " + one.setting() + ", T = " + one.timeSteps(), result));
                judged.add(new Judged(one, floating, integers, run.orElse(null)));
            } else {
                judged.add(new Judged(one, floating, null, null));
            }
        }
        return judged;
    }

    /**
     * Runs a network of codes on the chip and, without it, with rate coding.
     *
     * @param name as the table shows it
     * @param read gives the network, unless a stop was asked for
     */
    public void compare(String name, Supplier<Subject> read) {
        if (runs.stop().isAsked()) {
            return;
        }
        runs.announce("comparing with " + name + ", as SDANN and rate-coded");
        Subject subject = read.get();
        ImageSet test = subject.data().test();
        Optional<RunResult> run = run(name + ", SDANN", subject.network(), test);
        if (run.isEmpty() || runs.stop().isAsked()) {
            return;
        }
        int timeSteps = subject.network().network().timeSteps();
        codings.add(name, "SDANN, T = " + timeSteps, run.get());
        new EncodingComparison(subject.network(), first(effort.encodingSamples, test), runs.threads())
                .rows(RATE_STEPS, runs.parts()).stream()
                        .filter(row -> row.encoding().equals("rate"))
                        .forEach(row -> codings.add(name, run.get(), timeSteps, row));
    }

    /** Empty if it was stopped before an image was answered. */
    private Optional<RunResult> run(String part, EncodedNetwork network, ImageSet test) {
        RunResult result = runs.run(part, network, first(effort.samples, test));
        return result.answers().samples() == 0 ? Optional.empty() : Optional.of(result);
    }

    private static ImageSet first(int count, ImageSet images) {
        return images.take(Math.min(count, images.size()));
    }

    /** All that has run, in different codes. */
    public ResultTable codings() {
        return codings.build();
    }
}

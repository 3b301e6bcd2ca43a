package org.synfire.papers.sdann;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.synfire.emulator.detect.DetectionTask;
import org.synfire.emulator.detect.EmulatedOutputs;
import org.synfire.emulator.detect.FloatOutputs;
import org.synfire.emulator.experiment.ChipRegisters;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.experiment.Progress;
import org.synfire.emulator.probe.AccuracyProbe;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.InputException;
import org.synfire.network.data.BoxedImages;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.ImageSet;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Sparsity;
import org.synfire.network.program.Register;
import org.synfire.network.quantize.IntegrationScaler;
import org.synfire.network.sparsity.SparsityFile;
import org.synfire.network.sparsity.SparsityPlan;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.papers.encoding.EncodingComparison;
import org.synfire.papers.run.ChipRuns;
import org.synfire.papers.run.Fingerprints;
import org.synfire.papers.run.Subject;
import org.synfire.papers.run.SubjectTask;
import org.synfire.papers.sparsity.SparsitySearch;
import org.synfire.papers.sparsity.TrialJournal;

/**
 * The paper's tables for one network: precision, sparse spikes, hybrid, energy, encodings, and where accuracy is lost.
 *
 * <p><b>Order:</b> every row is a run of the emulator on the same test images, but encodings, which are simulated by
 * {@link EncodingComparison} on fewer. Sparse rows are in the chip's registers, as the paper's are. <b>Threads:</b> one
 * caller; {@link ChipRuns#stop} ends it from any other.
 */
public final class SdannReproduction {
    private static final double PERCENT = 100;

    private final ChipRuns runs;
    private final Effort effort;

    /**
     * How much to compute.
     *
     * @param samples test images of every run
     * @param encodingSamples of these, on how many encodings are compared
     * @param calibration training images that potentials are measured on
     * @param searchSamples training images that the search counts on
     * @param budgetPercent of these, how many may be answered otherwise
     * @param probeSamples test images that layers are compared on
     * @param overflow what registers do
     * @param comparesScaled whether runs in the chip's registers are compared with their dense twin, which is slow
     */
    public record Effort(
            int samples,
            int encodingSamples,
            int calibration,
            int searchSamples,
            double budgetPercent,
            int probeSamples,
            Register.Overflow overflow,
            boolean comparesScaled) {
        /** @throws InputException if a number is out of its range */
        public Effort {
            if (samples < 1 || encodingSamples < 1 || calibration < 1 || searchSamples < 1 || probeSamples < 1) {
                throw new InputException("a reproduction needs at least one image of every kind");
            }
            if (!(budgetPercent >= 0 && budgetPercent <= PERCENT)) {
                throw new InputException(String.format(
                        Locale.ROOT, "a budget of %s %% of the answers: 0..100 is possible", budgetPercent));
            }
        }

        /** At most as many images as a data set that is not divided into training and test images has. */
        Effort within(DataSet data) {
            if (data.isSplit()) {
                return this;
            }
            int there = data.test().size();
            return new Effort(
                    Math.min(samples, there),
                    Math.min(encodingSamples, there),
                    Math.min(calibration, there),
                    Math.min(searchSamples, there),
                    budgetPercent,
                    Math.min(probeSamples, there),
                    overflow,
                    comparesScaled);
        }
    }

    /** Somebody asked to stop. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Makes the experiments.
     *
     * @param runs the chip that networks run on
     */
    public SdannReproduction(ChipRuns runs, Effort effort) {
        this.runs = runs;
        this.effort = effort;
    }

    /**
     * All tables of a network.
     *
     * @param journalOf from the subject of the sparsity search to its journal
     * @throws InputException if there are fewer images than asked for, or something does not fit
     */
    public NetworkResult run(Subject subject, Function<String, TrialJournal> journalOf) {
        return new SdannReproduction(runs, effort.within(subject.data())).tables(subject, journalOf);
    }

    private NetworkResult tables(Subject subject, Function<String, TrialJournal> journalOf) {
        ImageSet train = requireImages(subject.data().train(), Math.max(effort.calibration, effort.searchSamples));
        ImageSet test = requireImages(
                subject.data().test(), Math.max(effort.samples, Math.max(effort.encodingSamples, effort.probeSamples)));
        List<TableRow> rows = new ArrayList<>();
        SparsityFile plan = null;
        List<NetworkResult.Loss> losses = new ArrayList<>();
        try {
            EncodedNetwork scaled = scaler().scale(subject.network(), train.take(effort.calibration), runs.threads());
            runs.announce(subject.name() + ": exact, against the dense twin and ONNX Runtime");
            RunResult exact = exact(subject, test);
            runs.announce(subject.name() + ": darwin3 precision");
            RunResult base = run(subject, part(subject, "darwin3"), scaled, test);
            precision(subject, exact, base, train, test, rows);
            uniform(subject, scaled, test, base, rows);
            if (subject.network().network().codedLayers().isEmpty()) {
                runs.announce(subject.name() + ": no layer sends codes, so there is no hybrid setting");
            } else {
                plan = hybrid(subject, scaled, train, test, base, rows, journalOf);
            }
            rows.addAll(SdannRows.energy(subject, exact, rows));
            encodings(subject, test, rows);
            losses.addAll(losses(subject, scaled, test));
        } catch (Stopped tablesSoFarAreTheResult) {
            // who asked to stop knows
        }
        return new NetworkResult(subject.name(), rows, plan, losses);
    }

    /**
     * Whether there are as many images as asked for, before anything is computed.
     *
     * @throws InputException if there are fewer
     */
    public static void requireImages(DataSet data, Effort effort) {
        Effort own = effort.within(data);
        requireImages(data.train(), Math.max(own.calibration, own.searchSamples));
        requireImages(data.test(), Math.max(own.samples, Math.max(own.encodingSamples, own.probeSamples)));
    }

    private static ImageSet requireImages(ImageSet images, int count) {
        if (images.size() < count) {
            throw new InputException(String.format(
                    Locale.ROOT, "%s has only %,d images; %,d are asked for", images.name(), images.size(), count));
        }
        return images;
    }

    private IntegrationScaler scaler() {
        return IntegrationScaler.of(ChipRegisters.of(runs.chip(), effort.overflow));
    }

    /** What tells a part from those of other networks. */
    private static String part(Subject subject, String what) {
        return subject.name() + ", " + what;
    }

    private RunResult run(Subject subject, String part, EncodedNetwork network, ImageSet test) {
        return run(
                subject,
                part,
                experiment -> effort.comparesScaled ? experiment : experiment.withoutReference(),
                network,
                test);
    }

    /** @throws Stopped if the run did not come to its end */
    private RunResult run(
            Subject subject, String part, UnaryOperator<Experiment> setting, EncodedNetwork network, ImageSet test) {
        requireGoing();
        ImageSet images = test.take(effort.samples);
        RunResult result = switch (subject.task()) {
            case SubjectTask.Classes classes -> runs.run(part, setting, network, images);
            case SubjectTask.Boxes boxes -> {
                DetectionTask task = detection(boxes, images);
                yield runs.run(
                        part,
                        experiment -> setting.apply(
                                experiment.detecting(task, EmulatedOutputs.of(network.network(), subject.floating()))),
                        network,
                        task.samples());
            }
        };
        requireGoing();
        return result;
    }

    private static DetectionTask detection(SubjectTask.Boxes boxes, ImageSet images) {
        if (images instanceof BoxedImages boxed) {
            return new DetectionTask(boxes.head(), boxed);
        }
        throw new InputException(images.name() + " has no boxes, which a network that detects needs");
    }

    /** The images as a search counts on them: of boxes their number stands in the place of a label. */
    private static ImageSet counted(Subject subject, ImageSet images) {
        return switch (subject.task()) {
            case SubjectTask.Classes classes -> images;
            case SubjectTask.Boxes boxes -> detection(boxes, images).samples();
        };
    }

    /**
     * The row of a network that cannot be run.
     *
     * @param why what is missing
     */
    public static NetworkResult missing(String network, String why) {
        TableRow row = TableRow.ofAccuracy(PaperTable.PRECISION, network, "not run: " + why, 0, null, null, "");
        return new NetworkResult(network, List.of(row), null, List.of());
    }

    private void requireGoing() {
        if (runs.stop().isAsked()) {
            throw new Stopped();
        }
    }

    private void precision(
            Subject subject, RunResult exact, RunResult scaled, ImageSet train, ImageSet test, List<TableRow> rows) {
        SdannRows.Base base = SdannRows.Base.of(exact);
        SdannRows.floatQuality(exact)
                .ifPresent(found ->
                        rows.add(SdannRows.plain(subject, PaperTable.PRECISION, "float", effort.samples, found, base)));
        SdannRows.quantisedQuality(exact)
                .ifPresent(found -> rows.add(
                        SdannRows.plain(subject, PaperTable.PRECISION, "quantised", effort.samples, found, base)));
        rows.add(SdannRows.row(subject, PaperTable.PRECISION, "SDANN exact", exact, base));
        rows.add(SdannRows.row(subject, PaperTable.PRECISION, "SDANN darwin3", scaled, base));
        for (Register.Overflow overflow : Register.Overflow.values()) {
            EncodedNetwork unscaled = IntegrationScaler.of(ChipRegisters.of(runs.chip(), overflow))
                    .withoutScaling()
                    .scale(subject.network(), train.take(1), 1);
            String setting = "no scaled integration, " + overflow.name().toLowerCase(Locale.ROOT);
            rows.add(SdannRows.row(
                    subject,
                    PaperTable.PRECISION,
                    setting,
                    run(subject, part(subject, setting), unscaled, test),
                    base));
        }
    }

    private RunResult exact(Subject subject, ImageSet test) {
        if (subject.floating() == null) {
            return run(subject, part(subject, "exact"), UnaryOperator.identity(), subject.network(), test);
        }
        try (FloatNetwork floating = FloatNetwork.open(subject.file(), subject.floating(), 1, tensors(subject))) {
            return run(
                    subject,
                    part(subject, "exact beside " + Fingerprints.of(subject.file())),
                    experiment -> beside(subject, floating, experiment, test),
                    subject.network(),
                    test);
        }
    }

    private static List<String> tensors(Subject subject) {
        return switch (subject.task()) {
            case SubjectTask.Classes classes -> List.of();
            case SubjectTask.Boxes boxes -> FloatOutputs.tensors(subject.floating());
        };
    }

    private Experiment beside(Subject subject, FloatNetwork floating, Experiment experiment, ImageSet test) {
        return switch (subject.task()) {
            case SubjectTask.Classes classes -> experiment.beside(floating, subject.preprocessing());
            case SubjectTask.Boxes boxes ->
                experiment.witnessedBy(detection(boxes, test.take(effort.samples))
                        .beside(
                                floating,
                                EmulatedOutputs.of(subject.network().network(), subject.floating()),
                                subject.preprocessing()));
        };
    }

    private void uniform(Subject subject, EncodedNetwork scaled, ImageSet test, RunResult base, List<TableRow> rows) {
        rows.add(SdannRows.row(subject, PaperTable.ROT, "every spike", base, SdannRows.Base.of(base)));
        for (int n = 1; n <= 3; n++) {
            rows.add(sparse(
                    subject,
                    PaperTable.ROT,
                    SparsityPlan.uniform(scaled.network(), Sparsity.rot(n)),
                    "RoT(" + n + ")",
                    scaled,
                    test,
                    base));
        }
        rows.add(SdannRows.row(subject, PaperTable.DRLO, "every spike", base, SdannRows.Base.of(base)));
        for (int k = 4; k >= 2; k--) {
            rows.add(sparse(
                    subject,
                    PaperTable.DRLO,
                    SparsityPlan.uniform(scaled.network(), Sparsity.drlo(k)),
                    "DRLO(" + k + ")",
                    scaled,
                    test,
                    base));
        }
    }

    private TableRow sparse(
            Subject subject,
            PaperTable table,
            SparsityPlan plan,
            String setting,
            EncodedNetwork scaled,
            ImageSet test,
            RunResult base) {
        runs.announce(subject.name() + ": " + setting);
        EncodedNetwork network = scaled.with(plan.applyTo(scaled.network()));
        return SdannRows.row(
                subject,
                table,
                setting,
                run(subject, part(subject, plan.key()), network, test),
                SdannRows.Base.of(base));
    }

    private SparsityFile hybrid(
            Subject subject,
            EncodedNetwork scaled,
            ImageSet train,
            ImageSet test,
            RunResult base,
            List<TableRow> rows,
            Function<String, TrialJournal> journalOf) {
        runs.announce(subject.name() + ": searching the hybrid setting on training images");
        SparsitySearch search = SparsitySearch.of(
                subject.network(),
                counted(subject, train.take(effort.searchSamples)),
                effort.budgetPercent,
                runs.threads(),
                journalOf,
                Progress.SILENT);
        runs.stop().tell(search::requestStop);
        requireGoing();
        SparsitySearch.Result found = search.run();
        requireGoing();
        rows.add(SdannRows.row(subject, PaperTable.HYBRID, "every spike", base, SdannRows.Base.of(base)));
        rows.add(sparse(subject, PaperTable.HYBRID, found.plan(), "hybrid", scaled, test, base));
        return found.file(subject.network().network().name());
    }

    private void encodings(Subject subject, ImageSet test, List<TableRow> rows) {
        if (subject.task() instanceof SubjectTask.Boxes) {
            return; // figure 12 compares networks that classify
        }
        requireGoing();
        runs.announce(subject.name() + ": rate and direct coding");
        List<EncodingComparison.Row> found = new EncodingComparison(
                        subject.network(), test.take(effort.encodingSamples), runs.threads())
                .rows(EncodingComparison.STEPS, runs.parts());
        EncodingComparison.Row first = found.getFirst();
        for (EncodingComparison.Row row : found) {
            rows.add(SdannRows.encoding(subject, row, first, runs.chip()));
        }
    }

    private List<NetworkResult.Loss> losses(Subject subject, EncodedNetwork scaled, ImageSet test) {
        if (subject.floating() == null) {
            return List.of();
        }
        requireGoing();
        runs.announce(subject.name() + ": what the spikes carry of the real values");
        ImageSet images = counted(subject, test.take(effort.probeSamples));
        List<NetworkResult.Loss> losses = new ArrayList<>();
        for (EncodedNetwork network : List.of(subject.network(), scaled)) {
            String precision = network.network().isExact() ? "exact" : "darwin3";
            String part = part(subject, "losses " + precision + " beside ")
                    + Fingerprints.of(subject.file())
                    + " "
                    + Fingerprints.of(network, images);
            losses.addAll(List.of(runs.parts()
                    .get(part, NetworkResult.Loss[].class, () -> losses(subject, network, precision, images))));
        }
        return losses;
    }

    private static NetworkResult.Loss[] losses(
            Subject subject, EncodedNetwork network, String precision, ImageSet images) {
        try (AccuracyProbe probe =
                new AccuracyProbe(network, subject.floating(), subject.file(), subject.preprocessing())) {
            return probe.measure(images).stream()
                    .map(loss -> new NetworkResult.Loss(precision, loss))
                    .toArray(NetworkResult.Loss[]::new);
        }
    }

    /**
     * The stand-in for the network whose energy the paper measured.
     *
     * @param samples random images
     * @return its row beside the paper's 1.79 mJ
     */
    public NetworkResult tinyVgg(int samples, long seed) {
        runs.announce("a random network of the size of the paper's Tiny-VGG");
        EncodedNetwork drawn = TinyVgg.draw(seed);
        IntegerNetwork network = drawn.network();
        RunResult result = runs.parts()
                .get(
                        String.format(Locale.ROOT, "Tiny-VGG of seed %d, %d images", seed, samples),
                        RunResult.class,
                        () -> Experiment.on(runs.chip())
                                .threads(runs.threads())
                                .withoutReference()
                                .run(drawn, TinyVgg.images(samples, seed))
                                .result());
        return new NetworkResult(network.name(), List.of(SdannRows.tinyVgg(network, result)), null, List.of());
    }

    /** What a reader of the tables must know. */
    public List<String> assumptions() {
        List<String> assumptions = new ArrayList<>(List.of(
                "uJ int8 and uJ AC count arithmetic alone, 0.23 pJ a MAC and 0.03 pJ an addition (Horowitz, 45"
                        + " nm), as the paper's table 9 does; no memory, no network.",
                "uJ chip is the chip file's model: 5.47 pJ a synaptic operation is measured; neuron updates,"
                        + " hops and static power are assumed figures.",
                String.format(
                        Locale.ROOT,
                        "What registers do with what they cannot hold is not published: here they %s.",
                        effort.overflow == Register.Overflow.WRAP ? "wrap" : "saturate"),
                String.format(Locale.ROOT, "The widths of M0 and M1 are not published: %d bits by the chip file.", (int)
                        runs.chip().figure(ChipFigure.MULTIPLIER_BITS).value()),
                "Rounding of M0 I is to the nearest, halves away from 0, the default of Darwin3's multiplier;"
                        + " values are rounded to the nearest before their digits are sent.",
                "The paper's networks are others; its figures stand beside the nearest row: ResNet-18 for"
                        + " CIFAR-10, Tiny-VGG for ImageNet, Tiny-Yolo for detection, else the range over all its"
                        + " networks.",
                "Accuracy of a network that detects is its mean average precision at an overlap of 0.5, by the 11"
                        + " points of VOC 2007.",
                "Data sets that are not divided into training and test images are calibrated, searched and judged"
                        + " on the same images, all of them at most.",
                "The hybrid setting was searched on training images only; its budget counts changed answers,"
                        + " which bound the loss of accuracy on those images.",
                "Rate and direct coding are simulated without a chip; a spike is one synaptic operation per"
                        + " synapse there too. Direct coding computes the first layer once as MACs."));
        assumptions.add(String.format(
                Locale.ROOT,
                "The stand-in for Tiny-VGG has random weights and layers of our choice; %.1f spikes per activation "
                        + "are set, after the paper's tables 4 to 7.",
                TinyVgg.SPIKES_PER_ACTIVATION));
        return assumptions;
    }
}

package org.synfire.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.bytedeco.pytorch.global.torch;
import org.synfire.engine.InputException;
import org.synfire.network.curvature.HessianFindings;
import org.synfire.network.data.ImageSet;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.papers.hessian.HessianTables;
import org.synfire.training.allocation.BitAllocation;
import org.synfire.training.allocation.BitAllocator;
import org.synfire.training.allocation.LayerSensitivity;
import org.synfire.training.allocation.RoundingError;
import org.synfire.training.hessian.AnnLoss;
import org.synfire.training.hessian.JudgedLoss;
import org.synfire.training.hessian.LayerTrace;
import org.synfire.training.hessian.PostTraining;
import org.synfire.training.hessian.Score;
import org.synfire.training.hessian.SpikingLoss;
import org.synfire.training.hessian.TraceEstimator;
import org.synfire.training.learn.Checkpoint;
import org.synfire.training.precision.Precision;
import org.synfire.training.precision.Scheme;
import org.synfire.training.tensor.Tensors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hessian}: the curvature of a trained network's loss, layer by layer, and the bits that follow from it. */
@Command(
        name = "hessian",
        mixinStandardHelpOptions = true,
        description = "Estimates the trace of each layer's Hessian and chooses bits by it.")
final class HessianCommand implements Callable<Integer> {
    private static final int MIN_VECTORS = 10;

    @Spec
    private CommandSpec command;

    @Mixin
    private DataOptions data;

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "A trained spiking network.")
    private Path checkpoint;

    @Option(names = "--model", paramLabel = "M.onnx", description = "Instead: a network of floats.")
    private Path model;

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "M",
            defaultValue = "0",
            description = "For --model: subtracted from pixels / 255, one value or one per channel.")
    private float[] mean;

    @Option(
            names = "--std",
            split = ",",
            paramLabel = "S",
            defaultValue = "1",
            description = "For --model: pixels / 255 less the mean are divided by this.")
    private float[] std;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "Images drawn for each random vector (default ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--tolerance",
            paramLabel = "E",
            defaultValue = "0.05",
            description = "Relative standard error at which a layer's trace is good enough (default ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(
            names = "--max-vectors",
            paramLabel = "N",
            defaultValue = "200",
            description = "Random vectors at most (default ${DEFAULT-VALUE}).")
    private int maxVectors;

    @Option(
            names = "--offer",
            split = ",",
            paramLabel = "B",
            defaultValue = "2,4,8,16",
            description = "Bits to choose from (default ${DEFAULT-VALUE}).")
    private List<Integer> offer;

    @Option(
            names = "--mean-bits",
            split = ",",
            paramLabel = "B",
            defaultValue = "3,4,6,8",
            description = "Budgets: bits per weight on average; equal bits of the same size are shown "
                    + "beside (default ${DEFAULT-VALUE}).")
    private List<Double> budgets;

    @Option(
            names = "--by-rank",
            split = ",",
            paramLabel = "B",
            defaultValue = "16,8",
            description = "Bits by rank of the trace, the largest first (default ${DEFAULT-VALUE}).")
    private List<Integer> byRank;

    @Option(
            names = "--lower",
            split = ",",
            paramLabel = "B",
            description =
                    "Also judge the network on the test images, its weights rounded after training: with one layer at"
                            + " a time at these bits, and with every choice of bits.")
    private List<Integer> lower = List.of();

    @Option(names = "--quiet", description = "No progress bar.")
    private boolean quiet;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to this file.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        torch.set_num_threads(1);
        requirePossible();
        final JudgedLoss source = source(data.train());
        try (StopOnInterrupt interrupt = new StopOnInterrupt()) {
            final List<LayerTrace> traces = traces(source, interrupt::isStopped);
            if (traces.isEmpty()) {
                return Training.FAILED;
            }
            final HessianFindings findings = findings(source, traces, interrupt::isStopped);
            if (json != null) {
                findings.write(json);
            }
            final PrintWriter out = command.commandLine().getOut();
            HessianTables.all(findings).forEach(table -> table.lines().forEach(out::println));
            return interrupt.isStopped() ? Training.FAILED : Training.DONE;
        }
    }

    private void requirePossible() {
        if (batch < 1 || (checkpoint == null) == (model == null)) {
            throw new InputException("give --checkpoint or --model, one of them, and a --batch of at least 1");
        }
        for (final int bits : Stream.of(
                        offer,
                        byRank,
                        lower,
                        budgets.stream().map(Double::intValue).toList())
                .flatMap(List::stream)
                .toList()) {
            if (bits < Precision.MIN_BITS || bits > Precision.MAX_BITS) {
                throw new InputException("weights of %d bits: %d..%d are supported"
                        .formatted(bits, Precision.MIN_BITS, Precision.MAX_BITS));
            }
        }
        if (json != null && !Files.isDirectory(json.toAbsolutePath().getParent())) {
            throw new InputException("--json " + json + " cannot be written; choose a file in a folder that is there");
        }
    }

    private JudgedLoss source(final ImageSet images) {
        if (model != null) {
            return new AnnLoss(OnnxImporter.read(model), images, Preprocessing.normalized(mean, std), batch);
        }
        final Checkpoint read = Checkpoint.read(checkpoint);
        if (!lower.isEmpty() && read.plan().scheme() != Scheme.FLOAT) {
            throw new InputException("--lower rounds weights of floats, but " + checkpoint
                    + " was trained as integers; give a network trained with --scheme float");
        }
        return new SpikingLoss(read.network(checkpoint), images, batch);
    }

    private List<LayerTrace> traces(final JudgedLoss source, final BooleanSupplier isStopped) {
        try (ProgressBar bar = bar("random vectors", maxVectors)) {
            return new TraceEstimator(tolerance, Math.min(MIN_VECTORS, maxVectors), maxVectors, data.seed)
                    .estimate(source, isStopped, soFar -> show(bar, soFar));
        }
    }

    private ProgressBar bar(final String task, final int steps) {
        return quiet
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(steps)
                        .setStyle(ProgressBarStyle.ASCII)
                        .build();
    }

    private static void show(final ProgressBar bar, final List<LayerTrace> soFar) {
        if (bar != null) {
            bar.step();
            bar.setExtraMessage(" worst error %.0f %%"
                    .formatted(100
                            * soFar.stream()
                                    .mapToDouble(LayerTrace::relativeError)
                                    .max()
                                    .orElse(0)));
        }
    }

    private HessianFindings findings(
            final JudgedLoss source, final List<LayerTrace> traces, final BooleanSupplier isStopped) {
        final List<HessianFindings.Layer> layers = traces.stream()
                .map(trace -> new HessianFindings.Layer(
                        trace.name(),
                        trace.weights(),
                        trace.trace(),
                        trace.standardError(),
                        trace.samples(),
                        trace.relativeError() <= tolerance))
                .toList();
        final PostTraining trained = lower.isEmpty() ? null : new PostTraining(source, data.test());
        try (ProgressBar bar = trained == null
                ? null
                : bar("networks", 1 + traces.size() * lower.size() + 1 + budgets.size() + equal().size())) {
            final Judge judge =
                    bits -> trained == null ? HessianFindings.Score.NONE : judged(trained, bits, isStopped, bar);
            final HessianFindings.Score base = judge.withBits(List.of());
            return new HessianFindings(
                    layers,
                    base.samples() == 0 ? null : base,
                    base.samples() == 0 ? List.of() : lowered(sensitivities(source, traces, lower), judge),
                    chosen(source, traces, judge));
        }
    }

    private static HessianFindings.Score judged(
            final PostTraining trained,
            final List<Integer> bits,
            final BooleanSupplier isStopped,
            final ProgressBar bar) {
        final Optional<Score> score = trained.withBits(bits, isStopped);
        if (bar != null) {
            bar.step();
        }
        return score.map(found -> new HessianFindings.Score(found.samples(), found.correct(), found.loss()))
                .orElse(HessianFindings.Score.NONE);
    }

    /** Judges the network with its weights rounded to bits for each layer. */
    private interface Judge {
        HessianFindings.Score withBits(List<Integer> bits);
    }

    private List<HessianFindings.Lowered> lowered(final List<LayerSensitivity> layers, final Judge judge) {
        final List<HessianFindings.Lowered> lowered = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            for (final int bits : lower) {
                final List<Integer> one = new ArrayList<>(Collections.nCopies(layers.size(), Precision.FLOAT_BITS));
                one.set(layer, bits);
                lowered.add(new HessianFindings.Lowered(
                        layers.get(layer).name(), bits, layers.get(layer).omega(bits), judge.withBits(one)));
            }
        }
        return lowered.stream().filter(judged -> judged.samples() > 0).toList();
    }

    private List<HessianFindings.Allocation> chosen(
            final JudgedLoss source, final List<LayerTrace> traces, final Judge judge) {
        final List<HessianFindings.Allocation> chosen = new ArrayList<>();
        chosen.add(allocation(
                "by rank of the trace",
                "rank",
                new BitAllocator(sensitivities(source, traces, byRank)).byRank(byRank),
                judge));
        final BitAllocator offered = new BitAllocator(sensitivities(source, traces, offer));
        final long weights = traces.stream().mapToLong(LayerTrace::weights).sum();
        for (final double budget : budgets) {
            chosen.add(allocation(
                    "least omega at %s bits per weight".formatted(budget),
                    "omega",
                    offered.optimal((long) (budget * weights)),
                    judge));
        }
        final BitAllocator equals = new BitAllocator(sensitivities(source, traces, equal()));
        equal().forEach(bits -> chosen.add(allocation(bits + " bits for all", "equal", equals.equal(bits), judge)));
        return chosen;
    }

    private List<Integer> equal() {
        return Stream.concat(offer.stream(), budgets.stream().map(Double::intValue))
                .distinct()
                .sorted()
                .toList();
    }

    private static HessianFindings.Allocation allocation(
            final String name, final String rule, final BitAllocation allocation, final Judge judge) {
        return new HessianFindings.Allocation(
                name,
                rule,
                allocation.bits(),
                allocation.sizeBits(),
                allocation.omega(),
                judge.withBits(allocation.bits()));
    }

    private static List<LayerSensitivity> sensitivities(
            final JudgedLoss source, final List<LayerTrace> traces, final List<Integer> bits) {
        final List<LayerSensitivity> sensitivities = new ArrayList<>();
        for (int i = 0; i < traces.size(); i++) {
            final LayerTrace trace = traces.get(i);
            sensitivities.add(new LayerSensitivity(
                    trace.name(),
                    trace.weights(),
                    trace.trace(),
                    RoundingError.squared(Tensors.floats(source.parameters().get(i)), bits)));
        }
        return sensitivities;
    }
}

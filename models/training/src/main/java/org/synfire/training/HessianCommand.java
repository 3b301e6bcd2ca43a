package org.synfire.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.bytedeco.pytorch.global.torch;
import org.synfire.engine.InputException;
import org.synfire.models.data.ImageSet;
import org.synfire.models.onnx.OnnxImporter;
import org.synfire.models.quantize.Preprocessing;
import org.synfire.training.allocation.BitAllocation;
import org.synfire.training.allocation.BitAllocator;
import org.synfire.training.allocation.LayerSensitivity;
import org.synfire.training.allocation.RoundingError;
import org.synfire.training.hessian.AnnLoss;
import org.synfire.training.hessian.LayerTrace;
import org.synfire.training.hessian.LossSource;
import org.synfire.training.hessian.SpikingLoss;
import org.synfire.training.hessian.TraceEstimator;
import org.synfire.training.learn.Checkpoint;
import org.synfire.training.tensor.Tensors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hessian}: the curvature of a trained network's loss, layer by layer, and the bits that follow from it. */
@Command(name = "hessian", mixinStandardHelpOptions = true, description = "Estimates the trace of each layer's Hessian and chooses bits by it.")
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

    @Option(names = "--mean", split = ",", paramLabel = "M", defaultValue = "0", description = "For --model: subtracted from pixels / 255, one value or one per channel.")
    private float[] mean;

    @Option(names = "--std", split = ",", paramLabel = "S", defaultValue = "1", description = "For --model: pixels / 255 less the mean are divided by this.")
    private float[] std;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "64", description = "Images drawn for each random vector (default ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--tolerance", paramLabel = "E", defaultValue = "0.05", description = "Relative standard error at which a layer's trace is good enough (default ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(names = "--max-vectors", paramLabel = "N", defaultValue = "200", description = "Random vectors at most (default ${DEFAULT-VALUE}).")
    private int maxVectors;

    @Option(names = "--offer", split = ",", paramLabel = "B", defaultValue = "2,4,8,16", description = "Bits to choose from (default ${DEFAULT-VALUE}).")
    private List<Integer> offer;

    @Option(names = "--mean-bits", split = ",", paramLabel = "B", defaultValue = "3,4,6,8", description = "Budgets: bits per weight on average (default ${DEFAULT-VALUE}).")
    private List<Double> budgets;

    @Option(names = "--by-rank", split = ",", paramLabel = "B", defaultValue = "16,8", description = "Bits by rank of the trace, the largest first (default ${DEFAULT-VALUE}).")
    private List<Integer> byRank;

    @Option(names = "--quiet", description = "No progress bar.")
    private boolean quiet;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to this file.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        torch.set_num_threads(1);
        if (batch < 1 || (checkpoint == null) == (model == null)) {
            throw new InputException("give --checkpoint or --model, one of them, and a --batch of at least 1");
        }
        final LossSource source = source(data.train());
        try (StopOnInterrupt interrupt = new StopOnInterrupt(); ProgressBar bar = bar()) {
            final List<LayerTrace> traces = new TraceEstimator(tolerance, Math.min(MIN_VECTORS, maxVectors), maxVectors, data.seed)
                    .estimate(source, interrupt::isStopped, soFar -> show(bar, soFar));
            if (traces.isEmpty()) {
                return Training.FAILED;
            }
            report(traces, sensitivities(source, traces));
            return interrupt.isStopped() ? Training.FAILED : Training.DONE;
        }
    }

    private LossSource source(final ImageSet images) {
        return model == null ? new SpikingLoss(Checkpoint.read(checkpoint).network(checkpoint), images, batch)
                : new AnnLoss(OnnxImporter.read(model), images, Preprocessing.normalized(mean, std), batch);
    }

    private ProgressBar bar() {
        return quiet ? null : new ProgressBarBuilder().setTaskName("random vectors").setInitialMax(maxVectors).setStyle(ProgressBarStyle.ASCII).build();
    }

    private static void show(final ProgressBar bar, final List<LayerTrace> soFar) {
        if (bar != null) {
            bar.step();
            bar.setExtraMessage(" worst error %.0f %%".formatted(100 * soFar.stream().mapToDouble(LayerTrace::relativeError).max().orElse(0)));
        }
    }

    private List<LayerSensitivity> sensitivities(final LossSource source, final List<LayerTrace> traces) {
        final List<LayerSensitivity> sensitivities = new ArrayList<>();
        for (int i = 0; i < traces.size(); i++) {
            final LayerTrace trace = traces.get(i);
            sensitivities.add(new LayerSensitivity(trace.name(), trace.weights(), trace.trace(), RoundingError.squared(Tensors.floats(source.parameters().get(i)), offer)));
        }
        return sensitivities;
    }

    private void report(final List<LayerTrace> traces, final List<LayerSensitivity> layers) throws IOException {
        final PrintWriter out = command.commandLine().getOut();
        final ObjectNode root = new ObjectMapper().createObjectNode();
        out.printf("%-24s %10s %14s %12s %8s%n", "layer", "weights", "trace", "+-", "per weight");
        for (final LayerTrace trace : traces) {
            out.printf("%-24s %10d %14.6g %12.3g %12.3g%s%n", trace.name(), trace.weights(), trace.trace(), trace.standardError(), trace.meanTrace(),
                    trace.relativeError() > tolerance ? "  (tolerance not reached)" : "");
            root.withArray("layers").addObject().put("name", trace.name()).put("weights", trace.weights()).put("trace", trace.trace())
                    .put("standardError", trace.standardError()).put("vectors", trace.samples()).put("reachedTolerance", trace.relativeError() <= tolerance);
        }
        final BitAllocator allocator = new BitAllocator(layers);
        show("by rank of the trace", allocator.byRank(byRank), layers, root);
        final long weights = layers.stream().mapToLong(LayerSensitivity::weights).sum();
        for (final double budget : budgets) {
            show("least omega at %s bits per weight".formatted(budget), allocator.optimal((long) (budget * weights)), layers, root);
        }
        for (final int bits : offer) {
            show(bits + " bits for all", allocator.equal(bits), layers, root);
        }
        if (json != null) {
            Files.write(json, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
        }
    }

    private void show(final String name, final BitAllocation allocation, final List<LayerSensitivity> layers, final ObjectNode root) {
        command.commandLine().getOut().printf("%-36s %s, %.2f bits per weight, omega %.4g%n", name, allocation.bits(), allocation.meanBits(layers), allocation.omega());
        final ObjectNode entry = root.withArray("allocations").addObject().put("name", name).put("sizeBits", allocation.sizeBits()).put("omega", allocation.omega());
        allocation.bits().forEach(entry.withArray("bits")::add);
    }
}

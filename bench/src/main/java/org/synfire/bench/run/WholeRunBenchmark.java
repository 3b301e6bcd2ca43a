package org.synfire.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.InputException;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.noc.chip.Chips;

/**
 * Samples, synaptic operations and packets per second of whole runs with one worker and with two, on the Darwin3 chip.
 *
 * <p>Rounds alternate between the two, after one of each to warm up that also compares every value with the dense
 * reference; medians are printed, and what two workers gain. Every run must have the fingerprint of the first. Time is
 * that of the emulation alone.
 *
 * <pre>{@code
 * ./synfire bench WholeRun --model resnet20.onnx --data cifar-10-batches-bin --pixels imagenet --samples 200 --rounds 5
 * }</pre>
 *
 * Without a model the built-in demo runs. {@code --pixels} is {@code unit} (0..1, if nothing is said), {@code raw}
 * (0..255) or {@code imagenet} (0..1 less ImageNet's means, by its deviations).
 */
public final class WholeRunBenchmark {
    private static final int[] WORKERS = {1, 2};
    private static final List<String> OPTIONS = List.of("--model", "--data", "--pixels", "--samples", "--rounds");

    private final Workload workload;
    private final int rounds;
    private final RunResult[][] results;
    private String fingerprint;

    private WholeRunBenchmark(Workload workload, int rounds) {
        this.workload = workload;
        this.rounds = rounds;
        this.results = new RunResult[WORKERS.length][rounds];
    }

    /**
     * Runs the benchmark.
     *
     * @param arguments pairs of option and value
     * @throws IOException if the model cannot be read
     * @throws IllegalStateException if two runs differ, or a run from the reference
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = options(arguments);
        int samples = Integer.parseInt(options.getOrDefault("--samples", "200"));
        Workload workload = options.containsKey("--model")
                ? Workload.of(
                        Path.of(options.get("--model")),
                        Path.of(options.get("--data")),
                        pixels(options.getOrDefault("--pixels", "unit")),
                        samples)
                : Workload.demo(samples);
        new WholeRunBenchmark(workload, Integer.parseInt(options.getOrDefault("--rounds", "5"))).run();
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        if (arguments.length % 2 == 1
                || !OPTIONS.containsAll(options.keySet())
                || options.containsKey("--model") != options.containsKey("--data")) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: the options are %s, each with a value, --model and --data only together",
                    String.join(" ", arguments),
                    OPTIONS));
        }
        return options;
    }

    private static Preprocessing pixels(String name) {
        return switch (name) {
            case "unit" -> Preprocessing.unit();
            case "raw" -> Preprocessing.rawPixels();
            case "imagenet" ->
                Preprocessing.normalized(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});
            default -> throw new InputException("--pixels " + name + ": unit, raw or imagenet");
        };
    }

    private void run() {
        for (int workers : WORKERS) {
            check(run(Experiment.on(Chips.darwin3()).threads(workers)));
        }
        for (int round = 0; round < rounds; round++) {
            for (int w = 0; w < WORKERS.length; w++) {
                results[w][round] = check(
                        run(Experiment.on(Chips.darwin3()).threads(WORKERS[w]).withoutReference()));
            }
        }
        print();
    }

    private RunResult run(Experiment experiment) {
        return experiment.run(workload.network(), workload.images()).result();
    }

    private RunResult check(RunResult result) {
        fingerprint = fingerprint == null ? result.events().fingerprint() : fingerprint;
        if (!fingerprint.equals(result.events().fingerprint())) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "fingerprint %s with %d workers, %s before",
                    result.events().fingerprint(),
                    result.setting().threads(),
                    fingerprint));
        }
        result.witnesses()
                .reference()
                .flatMap(RunResult.ReferenceResult::firstMismatch)
                .ifPresent(first -> {
                    throw new IllegalStateException("the reference differs: " + first);
                });
        return result;
    }

    private void print() {
        RunResult any = results[0][0];
        System.out.printf(
                Locale.ROOT,
                "%s: %d samples, %d cores, %s kernels, Java %s, %d processors, %d rounds, fingerprint %s in every"
                        + " run%n",
                any.network(),
                any.answers().samples(),
                any.setting().cores(),
                any.setting().kernel(),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                rounds,
                fingerprint);
        System.out.printf(Locale.ROOT, "%8s %12s %10s %14s%n", "workers", "samples/s", "GSOP/s", "M packets/s");
        for (int w = 0; w < WORKERS.length; w++) {
            System.out.printf(
                    Locale.ROOT,
                    "%8d %12.1f %10.2f %14.2f%n",
                    WORKERS[w],
                    median(w),
                    median(w) * any.events().sops() / any.answers().samples() / 1e9,
                    median(w) * any.events().packets() / any.answers().samples() / 1e6);
        }
        System.out.printf(Locale.ROOT, "two workers do %.2f times as much as one%n", median(1) / median(0));
    }

    private double median(int workers) {
        double[] rates = Arrays.stream(results[workers])
                .mapToDouble(result -> result.throughput().samplesPerSecond())
                .sorted()
                .toArray();
        return (rates[(rates.length - 1) / 2] + rates[rates.length / 2]) / 2;
    }
}

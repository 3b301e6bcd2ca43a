package org.synfire.bench;

import java.util.Optional;
import java.util.stream.Stream;
import org.synfire.bench.compare.BookSimComparison;
import org.synfire.bench.run.LargeMeshBenchmark;
import org.synfire.bench.run.LargeSystemBenchmark;
import org.synfire.bench.run.WholeRunBenchmark;
import org.synfire.bench.stress.StressTests;

/** A benchmark of the repository: what it measures, how long it takes, and what its figure means. */
enum BenchmarkEntry {
    /** Weights added to sums. */
    CONVOLUTION_SCATTER(
            "ConvolutionScatter",
            "3 minutes",
            "synaptic operations of a 3x3 convolution, vector and scalar",
            "quote the line step:synapticOperations, weights added to neurons' sums per second; the line without it"
                    + " counts time steps"),
    /** Updates of neurons that send codes. */
    NEURON_UPDATE(
            "NeuronUpdate",
            "1 minute",
            "neuron updates of a full core, neurons that send codes",
            "an operation is the update of one neuron in one time step"),
    /** Updates of spiking neurons. */
    FIRING(
            "Firing",
            "1 minute",
            "neuron updates of a full core, MINT's spiking neurons",
            "an operation is the update of one neuron in one time step"),
    /** Updates of neurons that follow a program. */
    PROGRAM(
            "Program",
            "5 minutes",
            "neuron updates of a full core, programs in assembly, vector and interpreter",
            "an operation is the update of one neuron in one time step"),
    /** Windows. */
    WINDOW(
            "Window",
            "2 minutes",
            "samples of two convolutions by the time steps that a core adds up at one visit",
            "an operation is one sample, of 8 time steps"),
    /** Rings. */
    RING("Ring", "4 minutes", "packets between two threads, compared with other queues", "an operation is one packet"),
    /** Steps. */
    STEP("Step", "2 minutes", "time steps and packets of the engine", "an operation is one time step or one packet"),
    /** Barrier. */
    BARRIER(
            "Barrier",
            "2 minutes",
            "the barrier between time steps, compared with others",
            "an operation is one meeting"),
    /** Routers. */
    ROUTER_TRAVERSAL(
            "RouterTraversal",
            "13 minutes",
            "router traversals of the network-on-chip, by mesh, load, channels and threads",
            "quote the line advance:routerTraversals, flits that crossed a router per second of simulation; the line"
                    + " without it counts windows of 256 cycles"),
    /** Whole runs. */
    WHOLE_RUN(
            "WholeRun",
            "1 minute",
            "whole runs with one worker and with two, interleaved; --model, --data, --pixels, --samples, --rounds",
            "medians over the rounds; two workers need two idle processors, else the ratio falls below 1",
            WholeRunBenchmark::main),
    /** Thousands of cores. */
    LARGE_MESH(
            "LargeMesh",
            "1 minute",
            "4,000 cores on 3 x 3 chips in one process; arguments: samples, workers",
            "samples per second of the second half, every value compared with the dense reference",
            LargeMeshBenchmark::main),
    /** Many chips. */
    LARGE_SYSTEM(
            "LargeSystem",
            "1 minute",
            "any number of cores in one process; --cores, --workers, --samples, --time-steps, --rate, --levels,"
                    + " --one-by-one, --model, --share, --chip",
            "bytes a neuron, time to place and to build, time of a step; quote the processor time on a busy machine",
            LargeSystemBenchmark::main),
    /** Another simulator. */
    BOOK_SIM(
            "BookSimComparison",
            "minutes",
            "the network-on-chip beside BookSim 2; arguments: CSV file, cycles, threads, configurations",
            "diff is the difference of mean packet latency without the noise of the drawn hops, raw is with it",
            BookSimComparison::main),
    /** Memory order. */
    STRESS(
            "Stress",
            "minutes",
            "stress of the lock-free types; --quick for a short one",
            "every outcome that is forbidden must have been observed 0 times",
            StressTests::main);

    /** A program with a main method. */
    @FunctionalInterface
    private interface Program {
        void main(String[] arguments) throws Exception;
    }

    private final String label;
    private final String time;
    private final String what;
    private final String meaning;
    private final Optional<Program> program;

    BenchmarkEntry(String label, String time, String what, String meaning) {
        this(label, time, what, meaning, Optional.empty());
    }

    BenchmarkEntry(String label, String time, String what, String meaning, Program program) {
        this(label, time, what, meaning, Optional.of(program));
    }

    BenchmarkEntry(String label, String time, String what, String meaning, Optional<Program> program) {
        this.label = label;
        this.time = time;
        this.what = what;
        this.meaning = meaning;
        this.program = program;
    }

    /** The benchmark of a name, in any case. */
    static Optional<BenchmarkEntry> named(String name) {
        return Stream.of(values())
                .filter(entry -> entry.label.equalsIgnoreCase(name))
                .findFirst();
    }

    String label() {
        return label;
    }

    String time() {
        return time;
    }

    String what() {
        return what;
    }

    String meaning() {
        return meaning;
    }

    /** What JMH knows it by. */
    String pattern() {
        return "\\." + label + "Benchmark\\.";
    }

    boolean isProgram() {
        return program.isPresent();
    }

    void run(String[] arguments) throws Exception {
        program.orElseThrow().main(arguments);
    }
}

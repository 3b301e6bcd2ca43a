package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.experiment.ProgramArithmetic;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.engine.AllocatedBytes;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.NumberFormats;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.ScaledIntegration;
import org.synfire.network.integer.Sparsity;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.program.ProgramLibrary;
import org.synfire.network.program.Register;
import org.synfire.noc.chip.Chips;

/**
 * A time step allocates nothing: neither in the worker nor in the thread that tells the observers. What a call of
 * {@code runUntil} needs for itself lies before the first mark of a round and behind its last.
 *
 * <p>Each case runs in a JVM of its own, whose profiles nothing else has written to; and once more without profiles of
 * types. There a vector becomes an object if C2 needs a profile to know its class, see
 * {@link org.synfire.emulator.kernel.VectorKernels}.
 */
class EmulatorAllocationTest {
    private static final int ROUND_SAMPLES = 100;
    private static final int PARTS = 4;
    private static final long CHILD_SECONDS = 270;

    @TempDir
    Path folder;

    /** What runs in the other JVM. */
    enum Case {
        CODES {
            @Override
            void run() {
                requireNothingAllocated(Chain.network(16), 1);
            }
        },
        CODES_IN_REGISTERS_WITH_SPIKES_KEPT_BACK {
            @Override
            void run() {
                Register register = new Register(16, Register.Overflow.WRAP);
                NumberFormats formats = new NumberFormats(register, register, 16);
                requireNothingAllocated(Chain.network(16).with(p -> inRegisters(p, formats)), 1);
            }
        },
        SPIKES {
            @Override
            void run() {
                requireNothingAllocated(Chain.spiking(16), 1 + PARTS);
            }
        },
        PROGRAMS {
            @Override
            void run() {
                requireNothingAllocated(Chain.spiking(16).with(EmulatorAllocationTest::programmed), 1 + PARTS);
            }
        };

        abstract void run();
    }

    /** The other JVM. */
    static final class Child {
        private Child() {}

        /**
         * Fails if a step allocates.
         *
         * @param arguments the name of the case
         */
        public static void main(String[] arguments) {
            Case.valueOf(arguments[0]).run();
        }
    }

    @ParameterizedTest
    @Timeout(300)
    @CsvSource({
        "CODES, +UseTypeProfile",
        "CODES, -UseTypeProfile",
        "CODES_IN_REGISTERS_WITH_SPIKES_KEPT_BACK, +UseTypeProfile",
        "CODES_IN_REGISTERS_WITH_SPIKES_KEPT_BACK, -UseTypeProfile",
        "SPIKES, +UseTypeProfile",
        "SPIKES, -UseTypeProfile",
        "PROGRAMS, +UseTypeProfile",
        "PROGRAMS, -UseTypeProfile"
    })
    void afterTheWarmUpAStepAllocatesNothing(Case network, String profiles) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-XX:" + profiles);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName(), network.name()));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(CHILD_SECONDS, TimeUnit.SECONDS), () -> "not over in time: " + network);
            assertEquals(0, process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }

    private static Population inRegisters(Population population, NumberFormats formats) {
        if (!(population.neurons() instanceof Neurons.Summing summing)) {
            return population;
        }
        Neurons scaled = summing.with(new ScaledIntegration(
                formats, 30_000, 20, summing.bias(), Rescale.nearest(new double[] {0.01}, 0, 16), false));
        return population.with(scaled instanceof Neurons.Stem stem ? stem.with(new Sparsity(1, 3)) : scaled);
    }

    /** The same with neurons that follow a program in assembly, whose products need 64 bits. */
    private static Population programmed(Population population) {
        if (!(population.neurons() instanceof Neurons.Program program)) {
            return population;
        }
        AssemblyNeurons neurons =
                AssemblyNeurons.of(ProgramLibrary.program("alif"), ProgramArithmetic.exact(Chips.darwin3()));
        return population.with(new Neurons.Program(neurons, program.drives()));
    }

    /** @param readers cores that read every image: the input, and those that it reaches as currents */
    private static void requireNothingAllocated(IntegerNetwork network, int readers) {
        Emulator.Options options = new Emulator.Options(
                Kernels.of(Kernels.Choice.AUTO), 1, true, (AllocatedBytes.MOST_ROUNDS + 1L) * ROUND_SAMPLES, 4);
        MarkingSource worker = new MarkingSource();
        MarkingObserver observers = new MarkingObserver();
        try (Emulator emulator =
                Emulator.of(network, Chain.slices(network, PARTS), options, worker, List.of(observers))) {
            emulator.runUntil(1); // and the next samples are in the pipeline
            long[] answered = {1};
            AllocatedBytes.requireNone(() -> {
                worker.marks.restart();
                observers.marks.restart();
                answered[0] += ROUND_SAMPLES;
                emulator.runUntil(answered[0]);
                return worker.marks.bytes(ROUND_SAMPLES * readers) + observers.marks.bytes(ROUND_SAMPLES * Chain.BITS);
            });
        }
    }

    /** Images that the worker asks for in every sample. */
    private static final class MarkingSource implements NetworkInput.Codes {
        private final NetworkInput.Codes images = Chain.images();
        private final AllocatedBytes.Marks marks = new AllocatedBytes.Marks();

        @Override
        public void codes(long sample, int[] into) {
            marks.mark();
            images.codes(sample, into);
        }
    }

    /** Told of every step in the thread of the observers. */
    private static final class MarkingObserver implements StepObserver {
        private final AllocatedBytes.Marks marks = new AllocatedBytes.Marks();

        @Override
        public void onStepEnd(long step, long hostNanos) {
            marks.mark();
        }
    }
}

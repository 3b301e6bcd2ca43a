package org.synfire.bench.kernel;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.kernel.Kernels;

/** The benchmarks compute what they say, and notice when they do not. */
class KernelBenchmarksTest {
    @ParameterizedTest
    @CsvSource({"64, 16, VECTOR", "64, 16, SCALAR", "128, 64, VECTOR", "256, 16, SCALAR"})
    void scatterAddsEveryWeightOnce(int channels, int coreChannels, Kernels.Choice kernel) {
        ConvolutionScatterBenchmark benchmark = new ConvolutionScatterBenchmark();
        benchmark.channels = channels;
        benchmark.coreChannels = coreChannels;
        benchmark.kernel = kernel;
        ConvolutionScatterBenchmark.Counted counted = new ConvolutionScatterBenchmark.Counted();
        benchmark.draw();
        short[] sums = benchmark.step(counted);
        benchmark.step(counted);
        benchmark.verify();
        double mostOperations = 2.0 * 16 * 16 * 9 * channels * coreChannels;
        assertTrue(
                counted.synapticOperations > 0.12 * mostOperations
                        && counted.synapticOperations < 0.15 * mostOperations,
                counted.synapticOperations + " operations");
        sums[sums.length / 2]++;
        assertThrows(IllegalStateException.class, benchmark::verify);
    }

    @ParameterizedTest
    @CsvSource({"VECTOR, false", "VECTOR, true", "SCALAR, false", "SCALAR, true"})
    void updateSendsTheDigitsOfTheCodes(Kernels.Choice kernel, boolean wide) {
        NeuronUpdateBenchmark benchmark = new NeuronUpdateBenchmark();
        benchmark.kernel = kernel;
        benchmark.wide = wide;
        benchmark.open();
        assertTrue(benchmark.update() > 4096);
        benchmark.update();
        benchmark.close();
    }

    @ParameterizedTest
    @CsvSource({"VECTOR, clif, 16", "VECTOR, izhikevich, 16", "VECTOR, refractory, 32", "SCALAR, lif, 32"})
    void programsSpikeAsTheInterpreter(Kernels.Choice kernel, String program, int bits) {
        ProgramBenchmark benchmark = new ProgramBenchmark();
        benchmark.kernel = kernel;
        benchmark.program = program;
        benchmark.bits = bits;
        benchmark.open();
        assertTrue(benchmark.update() > 0);
        benchmark.update();
        benchmark.close();
    }

    @ParameterizedTest
    @CsvSource({"VECTOR, 2", "VECTOR, 16", "SCALAR, 4", "SCALAR, 8"})
    void firingSendsTheSpikesOfTheProgram(Kernels.Choice kernel, int bits) {
        FiringBenchmark benchmark = new FiringBenchmark();
        benchmark.kernel = kernel;
        benchmark.bits = bits;
        benchmark.open();
        assertTrue(benchmark.update() > 1024);
        benchmark.update();
        benchmark.close();
    }
}

package org.synfire.emulator.experiment;

import java.nio.file.Path;
import org.synfire.engine.InputException;
import org.synfire.network.npy.NpyArray;

/**
 * Answers that somebody else computed for the same samples: an array [samples][outputs] of integers.
 *
 * <p><b>Threads:</b> one. Holds the counts of one run.
 */
public final class ExpectedOutputs {
    private final String name;
    private final int outputs;
    private final int[] values;
    private long compared;
    private long mismatched;
    private String first;

    private ExpectedOutputs(String name, int outputs, int[] values) {
        this.name = name;
        this.outputs = outputs;
        this.values = values;
    }

    /**
     * Reads a NumPy file of two dimensions.
     *
     * @throws InputException if it cannot be read or has another shape
     */
    public static ExpectedOutputs read(Path file) {
        NpyArray array = NpyArray.read(file);
        if (array.shape().length != 2) {
            throw new InputException("%s has %d dimensions; expected outputs are [samples][outputs]"
                    .formatted(file, array.shape().length));
        }
        return new ExpectedOutputs(file.getFileName().toString(), array.shape()[1], array.integers());
    }

    void compare(long sample, int[] answer) {
        if (answer.length != outputs || (sample + 1) * outputs > values.length) {
            throw new InputException("%s holds %d samples of %d outputs; sample %d of %d outputs is not among them"
                    .formatted(name, values.length / outputs, outputs, sample, answer.length));
        }
        for (int i = 0; i < outputs; i++) {
            int expected = values[(int) sample * outputs + i];
            compared++;
            if (answer[i] != expected) {
                mismatched++;
                first = first == null
                        ? "sample %d, output %d: emulated %d, %s has %d".formatted(sample, i, answer[i], name, expected)
                        : first;
            }
        }
    }

    RunResult.ExpectedResult result() {
        return new RunResult.ExpectedResult(compared, mismatched, first);
    }
}

package org.synfire.emulator.witness;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.synfire.emulator.core.EmulatedSamples;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.InputException;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.npy.NpyArray;

/**
 * Answers that somebody else computed for the same samples: an array [samples][outputs] of integers.
 *
 * <p>Instances do not change; each run counts in a {@link #witness} of its own.
 */
public final class ExpectedOutputs {
    private final String name;
    private final int outputs;
    private final int[] values;

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
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s has %d dimensions; expected outputs are [samples][outputs]",
                    file,
                    array.shape().length));
        }
        return new ExpectedOutputs(file.getFileName().toString(), array.shape()[1], array.integers());
    }

    /**
     * Refuses a run of more samples than there are outputs for.
     *
     * @throws InputException if there are fewer
     */
    public void requireSamples(long samples) {
        if (samples * outputs > values.length) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s holds outputs of %,d samples; the run has %,d: run as many",
                    name,
                    values.length / outputs,
                    samples));
        }
    }

    /**
     * A witness for one run.
     *
     * @param answerSize neurons of that population
     * @param from number of the run's first sample
     * @param samples of the run
     * @throws InputException if there are outputs for fewer samples, or samples of another number of outputs
     */
    public Witness witness(int answerSize, long from, long samples) {
        if (outputs != answerSize || (from + samples) * outputs > values.length) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s holds %d samples of %d outputs; the run has %d samples of %d",
                    name,
                    values.length / outputs,
                    outputs,
                    from + samples,
                    answerSize));
        }
        return new Comparison((int) from);
    }

    /** Counts what differs in one run. */
    private final class Comparison implements Witness, Checkpointed {
        private final int[] emulatedAnswer = new int[outputs];
        private long compared;
        private long mismatched;
        private Optional<String> first = Optional.empty();
        private final int firstRow;

        Comparison(int firstRow) {
            this.firstRow = firstRow;
        }

        @Override
        public void state(StateFields fields) {
            compared = fields.whole("values compared", compared);
            mismatched = fields.whole("values that differ", mismatched);
            String kept = fields.text("first difference", first.orElse(""));
            first = kept.isEmpty() ? Optional.empty() : Optional.of(kept);
        }

        @Override
        public boolean readsLayers() {
            return false;
        }

        @Override
        public void compare(EmulatedSamples emulated, long from, long to) {
            for (long sample = from; sample < to; sample++) {
                emulated.outputs(sample, emulatedAnswer);
                for (int i = 0; i < outputs; i++) {
                    compare(sample, i, values[(firstRow + (int) sample) * outputs + i]);
                }
            }
        }

        private void compare(long sample, int output, int expected) {
            compared++;
            if (emulatedAnswer[output] != expected) {
                mismatched++;
                first = first.or(() -> Optional.of(String.format(
                        Locale.ROOT,
                        "sample %d, output %d: emulated %d, %s has %d",
                        sample,
                        output,
                        emulatedAnswer[output],
                        name,
                        expected)));
            }
        }

        @Override
        public RunResult.ExpectedResult result(SampleAnswers answers, long samples) {
            return new RunResult.ExpectedResult(compared, mismatched, first);
        }
    }
}

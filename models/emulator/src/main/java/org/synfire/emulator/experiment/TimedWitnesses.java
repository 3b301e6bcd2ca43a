package org.synfire.emulator.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.synfire.emulator.core.EmulatedSamples;
import org.synfire.emulator.result.Detections;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.witness.SampleAnswers;
import org.synfire.emulator.witness.Witness;
import org.synfire.emulator.witness.WitnessSource;
import org.synfire.engine.InputException;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;

/** The witnesses of a run, and the host time that each takes. */
final class TimedWitnesses implements AutoCloseable, Checkpointed {
    private final List<Timed> all = new ArrayList<>();

    /** One witness and its host time. */
    private record Timed(Witness witness, Stopwatch time) {}

    /** What a witness found, and its host seconds. */
    record Finding(RunResult.WitnessResult result, double seconds) {}

    private TimedWitnesses() {}

    /** Makes the witnesses; where one cannot be made, those before it are closed. */
    static TimedWitnesses begin(List<WitnessSource> sources, WitnessSource.Trial trial) {
        TimedWitnesses witnesses = new TimedWitnesses();
        try {
            sources.forEach(source -> witnesses.all.add(new Timed(source.begin(trial), new Stopwatch())));
            return witnesses;
        } catch (RuntimeException | Error failure) {
            witnesses.close();
            throw failure;
        }
    }

    /** Whether one reads more than the outputs of samples. */
    boolean readsLayers() {
        return all.stream().anyMatch(one -> one.witness.readsLayers());
    }

    /** Lets each compare samples {@code from..to-1}. */
    void compare(EmulatedSamples emulated, long from, long to) {
        all.forEach(one -> one.time.run(() -> one.witness.compare(emulated, from, to)));
    }

    /**
     * Refuses witnesses whose state cannot be saved.
     *
     * @throws InputException if there is one
     */
    void requireCheckpointed() {
        for (Timed one : all) {
            if (!(one.witness instanceof Checkpointed)) {
                throw new InputException("a run with a checkpoint cannot be compared with "
                        + one.witness.getClass().getSimpleName()
                        + ": what it has found cannot be saved; let it implement Checkpointed, or leave it out");
            }
        }
    }

    @Override
    public void state(StateFields fields) {
        for (Timed one : all) {
            fields.part(one.witness.getClass().getSimpleName(), (Checkpointed) one.witness);
            fields.part("host time", one.time);
        }
    }

    /** What they found of so many samples, in their order. */
    List<Finding> findings(SampleAnswers answers, long samples) {
        return all.stream()
                .map(one -> new Finding(one.witness.result(answers, samples), one.time.seconds()))
                .toList();
    }

    /** What each network detected; empty where the task is another. */
    List<Detections> detections() {
        return all.stream().flatMap(one -> one.witness.detections().stream()).toList();
    }

    /** What the real-valued network answered to the first samples; empty where none ran. */
    int[] floatAnswers(SampleAnswers answers, long samples) {
        return all.stream()
                .filter(one -> one.witness.result(answers, samples) instanceof RunResult.FloatResult)
                .findFirst()
                .map(one -> Arrays.copyOf(one.witness.answers(), (int) samples))
                .orElse(new int[0]);
    }

    @Override
    public void close() {
        all.forEach(one -> one.witness.close());
    }
}

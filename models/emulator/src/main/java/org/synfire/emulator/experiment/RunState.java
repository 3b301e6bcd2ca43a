package org.synfire.emulator.experiment;

import java.util.List;
import java.util.Optional;
import org.synfire.emulator.core.EmulatedSamples;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.readout.ReadSamples;
import org.synfire.emulator.witness.SampleAnswers;
import org.synfire.engine.InputException;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.data.SampleHash;
import org.synfire.network.data.SampleSet;

/**
 * All that changes in a run: the emulator, everything that watches it, and what was found of the samples that have been
 * compared. <b>Order:</b> named between runs of the emulator.
 */
final class RunState implements Checkpointed {
    private final Emulator emulator;
    private final SampleSet samples;
    private final List<StepObserver> observers;
    private final SampleAnswers answers;
    private final TimedWitnesses witnesses;
    private final Stopwatch emulation;
    private long compared;
    private long hashed;
    private String hash = "";

    RunState(
            Emulator emulator,
            SampleSet samples,
            List<StepObserver> observers,
            SampleAnswers answers,
            TimedWitnesses witnesses,
            Stopwatch emulation) {
        this.emulator = emulator;
        this.samples = samples;
        this.observers = observers;
        this.answers = answers;
        this.witnesses = witnesses;
        this.emulation = emulation;
    }

    /**
     * Runs the samples that have not been compared, as many at a time as are kept, and lets the witnesses compare them.
     *
     * @param read gives their outputs
     * @param keep how many samples are kept
     * @param saved saves the run, if it is saved
     * @param stop asked after each of these runs of samples
     * @return how many samples are answered and compared
     */
    long emulate(ReadSamples read, int keep, Optional<CheckpointedRun> saved, RunStop stop, Progress told) {
        EmulatedSamples emulated = read.of(emulator);
        int[] outputs = new int[emulator.network().output().shape().size()];
        while (compared < samples.size() && !stop.isRequested()) {
            long from = compared;
            long until = Math.min(samples.size(), from + keep);
            long done = emulation.time(
                    () -> saved.map(run -> run.runUntil(until)).orElseGet(() -> emulator.runUntil(until)));
            for (long sample = from; sample < answers.kept(done); sample++) {
                emulated.outputs(sample, outputs);
                answers.set(sample, outputs);
            }
            witnesses.compare(emulated, from, done);
            read.forgetBefore(done);
            compared = done;
            told.at(done, samples.size());
        }
        return compared;
    }

    @Override
    public void state(StateFields fields) {
        compared = fields.whole("samples compared", compared);
        requireSameSamples(fields);
        fields.part("host time of the emulation", emulation);
        fields.part("answers", answers);
        fields.part("witnesses", witnesses);
        for (StepObserver observer : observers) {
            fields.part(observer.getClass().getSimpleName(), (Checkpointed) observer);
        }
        fields.part("emulator", emulator);
    }

    /** The samples that have entered the network are the same, value by value. */
    private void requireSameSamples(StateFields fields) {
        long entered = fields.whole("samples entered", emulator.entered());
        if (entered < 0 || entered > samples.size()) {
            throw new InputException(
                    "a checkpoint of " + entered + " samples of " + samples.name() + ", which has " + samples.size());
        }
        if (hashed != entered || hash.isEmpty()) {
            hash = SampleHash.ofFirst(samples, Math.toIntExact(entered)).getFirst();
            hashed = entered;
        }
        if (!fields.text("hash of the samples", hash).equals(hash)) {
            throw new InputException("samples of " + samples.name()
                    + " are not those that the checkpoint has seen: the data have changed since; begin anew, with"
                    + " --force");
        }
    }
}

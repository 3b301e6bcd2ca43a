package org.synfire.emulator.witness;

import java.util.List;
import org.synfire.emulator.core.EmulatedSamples;
import org.synfire.emulator.result.Detections;
import org.synfire.emulator.result.RunResult;

/**
 * Somebody who computes the samples of a run another way, to compare with: the dense reference, another tool's outputs,
 * the real-valued network.
 *
 * <p><b>Threads:</b> one caller. <b>Order:</b> {@link #compare} with rising samples, {@link #result}, {@link #close}.
 */
public interface Witness extends AutoCloseable {
    /**
     * Compares samples {@code from..to-1} with what was emulated.
     *
     * @throws org.synfire.engine.InputException if the witness does not know one of these samples
     */
    void compare(EmulatedSamples emulated, long from, long to);

    /**
     * Whether it reads values or spikes of populations other than the last. Where no witness does, a run keeps the last
     * one's alone, and its memory does not grow with the neurons and steps of the others.
     */
    default boolean readsLayers() {
        return true;
    }

    /**
     * What was found.
     *
     * @param samples how many of the first samples were answered
     */
    RunResult.WitnessResult result(SampleAnswers answers, long samples);

    /**
     * Its own answers to the samples compared, for a witness that classifies them.
     *
     * @return one class per sample; empty for a witness that does not
     */
    default int[] answers() {
        return new int[0];
    }

    /**
     * The boxes of the samples compared, for a witness that detects.
     *
     * @return at most one; empty for a witness that does not
     */
    default List<Detections> detections() {
        return List.of();
    }

    @Override
    default void close() {}
}

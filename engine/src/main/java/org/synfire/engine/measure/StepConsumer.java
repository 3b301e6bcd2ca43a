package org.synfire.engine.measure;

/**
 * Takes the records of steps, one after the other: a counter, a histogram, a writer.
 *
 * <p><b>Threads:</b> always called from the same one, which is none of the workers. <b>Order:</b> each worker's records
 * come in the order of steps; those of several workers in no fixed order ({@link StepAssembler} gives them one).
 */
@FunctionalInterface
public interface StepConsumer {
    /**
     * Takes a record, of each worker in the order of steps.
     *
     * @param record one worker's record of one step; valid only during the call, to be read only
     */
    void onStep(StepRecord record);

    /** Called once after the last record, when the pipeline is closed; not called on a consumer that has failed. */
    default void onEnd() {}
}

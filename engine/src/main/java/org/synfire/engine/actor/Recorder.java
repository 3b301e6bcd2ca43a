package org.synfire.engine.actor;

import org.synfire.engine.measure.MeasurementPipeline;
import org.synfire.engine.measure.StepRecord;

/** A worker's record, and where it goes after each step. */
interface Recorder {
    /** For runs that nobody measures: costs nothing, not even a look at the clock. */
    Recorder NONE = new Recorder() {
        private final StepRecord forgotten = StepRecord.discarding();

        @Override
        public StepRecord record() {
            return forgotten;
        }

        @Override
        public void begin(long step, int worker) {}

        @Override
        public void end() {}

        @Override
        public boolean tryPublish() {
            return true;
        }
    };

    static Recorder into(MeasurementPipeline pipeline) {
        StepRecord record = pipeline.newRecord();
        return new Recorder() {
            @Override
            public StepRecord record() {
                return record;
            }

            @Override
            public void begin(long step, int worker) {
                record.begin(step, worker, System.nanoTime());
            }

            @Override
            public void end() {
                record.end(System.nanoTime());
            }

            @Override
            public boolean tryPublish() {
                return pipeline.tryPublish(record);
            }
        };
    }

    StepRecord record();

    void begin(long step, int worker);

    void end();

    /** False when consumers are behind; to be tried again. */
    boolean tryPublish();
}

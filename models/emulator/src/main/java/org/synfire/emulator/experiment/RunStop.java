package org.synfire.emulator.experiment;

import org.synfire.emulator.core.Emulator;

/** The wish to end a run after its current step. <b>Threads:</b> requested by any; an emulator is set by the run's. */
final class RunStop {
    private volatile boolean requested;
    private volatile Emulator running;

    void request() {
        requested = true;
        Emulator emulator = running;
        if (emulator != null) {
            emulator.requestStop();
        }
    }

    boolean isRequested() {
        return requested;
    }

    /** This emulator stops when asked. */
    void watch(Emulator emulator) {
        running = emulator;
    }

    /** No emulator runs. */
    void forget() {
        running = null;
    }
}

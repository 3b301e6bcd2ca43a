package org.synfire.papers.run;

/**
 * Whether somebody asked to stop, and what is to be told so.
 *
 * <p><b>Threads:</b> {@link #ask} from any; the other methods from the thread that works.
 */
public final class StopRequest {
    private boolean isAsked;
    private Runnable running = () -> {};

    /** Nobody has asked yet. */
    public StopRequest() {}

    /** Asks to stop. */
    public synchronized void ask() {
        isAsked = true;
        running.run();
    }

    /** Whether somebody has asked. */
    public synchronized boolean isAsked() {
        return isAsked;
    }

    /** From now on this is told; at once if somebody has asked already. */
    public synchronized void tell(Runnable begun) {
        running = begun;
        if (isAsked) {
            begun.run();
        }
    }
}

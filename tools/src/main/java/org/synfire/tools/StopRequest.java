package org.synfire.tools;

/**
 * Whether somebody asked a command to stop, and what is to be told so. <b>Threads:</b> {@link #ask} from any; one
 * works.
 */
final class StopRequest {
    private boolean isAsked;
    private Runnable running = () -> {};

    synchronized void ask() {
        isAsked = true;
        running.run();
    }

    synchronized boolean isAsked() {
        return isAsked;
    }

    /** From now on this is told; at once if somebody has asked already. */
    synchronized void tell(Runnable begun) {
        running = begun;
        if (isAsked) {
            begun.run();
        }
    }
}

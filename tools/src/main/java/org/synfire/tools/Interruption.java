package org.synfire.tools;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.synfire.engine.file.PartFile;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C, and an orderly end by the system: the command is asked to stop after its current step, and the process ends,
 * with status 128 and the number of the signal, when what was measured has been written.
 *
 * <p>A command that has nothing to write yet ends at once, and so does one that is asked a second time or does not stop
 * in {@value #PATIENCE_SECONDS} seconds. The signals are handled here and not by a shutdown hook, because hooks of
 * libraries run at the same time: ONNX Runtime's frees what a command may still use.
 *
 * <p><b>Threads:</b> made and closed by the thread that runs the command; signals come from threads of the virtual
 * machine. A signal that the process ignores, such as Ctrl-C in a background job, stays ignored.
 */
final class Interruption implements AutoCloseable {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");
    private static final int STATUS_OF_SIGNALS = 128;
    private static final int PATIENCE_SECONDS = 120;

    private final PrintWriter err;
    private final Map<Signal, SignalHandler> former = new HashMap<>();
    private Runnable stop;
    private int status;

    /** @param err where it is said that nothing more is written */
    Interruption(PrintWriter err) {
        this(err, SIGNALS);
    }

    /** One that leaves all signals to the process. */
    static Interruption none() {
        return new Interruption(new PrintWriter(Writer.nullWriter()), List.of());
    }

    private Interruption(PrintWriter err, List<String> signals) {
        this.err = err;
        for (String name : signals) {
            try {
                Signal signal = new Signal(name);
                former.put(signal, Signal.handle(signal, this::interrupt));
            } catch (IllegalArgumentException unknownHereOrLeftToTheSystem) {
                // Windows has no HUP; with -Xrs the system handles all of them
            }
        }
    }

    /** From now on {@code stop} is called when the process is asked to end; the process ends with the command. */
    synchronized void onInterrupt(Runnable stop) {
        this.stop = stop;
    }

    private synchronized void interrupt(Signal signal) {
        if (stop == null || status != 0) {
            halt(signal, "synfire: stopped; nothing more is written");
        }
        status = STATUS_OF_SIGNALS + signal.getNumber();
        Thread.ofPlatform().daemon().name("synfire-interruption").start(() -> awaitEnd(signal));
        stop.run();
    }

    private void awaitEnd(Signal signal) {
        try {
            Thread.sleep(PATIENCE_SECONDS * 1_000L);
            halt(
                    signal,
                    "synfire: the run did not stop within " + PATIENCE_SECONDS + " seconds; nothing more is written");
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    private void halt(Signal signal, String message) {
        err.println(message);
        err.flush();
        PartFile.abandonAll();
        Runtime.getRuntime().halt(STATUS_OF_SIGNALS + signal.getNumber());
    }

    /** The status of the process: that of the signal, or the command's own if there was none. */
    synchronized int status(int ofCommand) {
        return status == 0 ? ofCommand : status;
    }

    /** Everything is written and said: signals are handled as before. */
    @Override
    public void close() {
        former.forEach(Signal::handle);
    }
}

package org.synfire.emulator.core;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.IntegerNetwork;

/**
 * Which inner loops a run takes where nobody chose. The JVM needs about a second to compile vector loops, and until
 * then they are far slower than plain ones: a run that is over before takes plain loops. No result depends on it.
 *
 * <p>Time is estimated for networks whose neurons send codes. Networks of spikes take vector loops: what their neurons'
 * programs need is not estimated.
 *
 * <p><b>Threads:</b> any; runs of one process count together, because loops that earlier runs used are compiled.
 */
public final class KernelChoice {
    /** From so many estimated nanoseconds in vector loops on they pay: what both need alike in the networks tried. */
    private static final long PAYING_NANOS = 150_000_000;

    private final AtomicLong nanos = new AtomicLong();

    /** Of the runs of this process. */
    public static final KernelChoice OF_PROCESS = new KernelChoice();

    KernelChoice() {}

    /**
     * The loops of samples that run now, of a run in which more may follow.
     *
     * @param slices of the cores
     * @param firing expected in each layer
     * @param pipelined whether all layers work at the same time
     * @param steps time steps of these samples, at least 0
     * @param whole time steps of all samples, not less
     */
    public Kernels next(
            IntegerNetwork network, List<Slice> slices, Firing firing, boolean pipelined, long steps, long whole) {
        if (network.coding() == Coding.SPIKES) {
            return Kernels.of(Kernels.Choice.AUTO);
        }
        double step = new WorkerShares(network, slices, firing).nanosOfStep(1, pipelined);
        long before = nanos.getAndUpdate(sum -> (long) Math.min(sum + step * steps, PAYING_NANOS));
        return Kernels.of(before + step * whole < PAYING_NANOS ? Kernels.Choice.SCALAR : Kernels.Choice.AUTO);
    }
}

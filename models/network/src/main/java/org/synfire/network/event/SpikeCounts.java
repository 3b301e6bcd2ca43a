package org.synfire.network.event;

import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

/**
 * Counts of events as spikes of several elements: if a channel has n events in a step, its copies 0..n-1 spike.
 *
 * <p>A neuron spikes at most once in a step, so a count needs as many neurons. The element of a channel's copy is
 * {@code copy * channels + channel}, so the copies are blocks of channels one behind the other.
 *
 * @param shape channels, rows and columns of the events
 * @param copies the largest count that can be told, 1..{@value #MOST}
 */
public record SpikeCopies(Shape shape, int copies) {
    /** The largest number of copies. */
    public static final int MOST = 1024;

    /** @throws InputException if there are too few or too many copies */
    public SpikeCopies {
        if (copies < 1 || copies > MOST || (long) copies * shape.size() > Integer.MAX_VALUE) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%d copies of %s elements: 1..%d copies and at most 2^31-1 elements are possible",
                    copies,
                    shape,
                    MOST));
        }
    }

    /** The shape of all copies: copies times channels, rows, columns. */
    public Shape all() {
        return new Shape(copies * shape.channels(), shape.height(), shape.width());
    }

    /**
     * The elements of {@link #all} that spike in a step.
     *
     * @param frames as many channels as the shape has elements
     * @param into receives the numbers of the elements, rising, each once; as long as there are elements
     * @return how many there are
     */
    public int spikes(SpikeFrames frames, int step, int[] into) {
        int first = frames.firstOf(step);
        int end = first;
        while (end < frames.size() && frames.step(end) == step) {
            end++;
        }
        int spikes = 0;
        for (int copy = 0; copy < copies; copy++) {
            for (int entry = first; entry < end; entry++) {
                if (frames.count(entry) > copy) {
                    into[spikes++] = copy * shape.size() + frames.channel(entry);
                }
            }
        }
        return spikes;
    }

    /** How many events have no copy, because a channel has more of them in a step than there are copies. */
    public long beyond(SpikeFrames frames) {
        long beyond = 0;
        for (int entry = 0; entry < frames.size(); entry++) {
            beyond += Math.max(0, frames.count(entry) - copies);
        }
        return beyond;
    }
}

package org.synfire.network.event;

import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.neuron.NeuronProgram;

/**
 * Counts of events as spikes: how a channel with n events in a step is told.
 *
 * @param shape channels, rows and columns of the events
 * @param most the largest count that can be told, 1..{@value #MOST_COPIES}; of repeated spikes
 *     1..{@value NeuronProgram#MOST_SPIKES}
 * @param form of a count
 */
public record SpikeCounts(Shape shape, int most, Form form) {
    /** The largest number of copies. */
    public static final int MOST_COPIES = 1024;

    /** How a count is told. */
    public enum Form {
        /**
         * By as many elements, for neurons that spike once in a step: copies 0..n-1 spike. The element of a channel's
         * copy is {@code copy * channels + channel}, so the copies are blocks of channels one behind the other.
         */
        COPIES,
        /** By as many spikes of one element. */
        REPEATED
    }

    /** @throws InputException if the largest count is out of range */
    public SpikeCounts {
        int limit = form == Form.COPIES ? MOST_COPIES : NeuronProgram.MOST_SPIKES;
        if (most < 1 || most > limit || (long) most * shape.size() > Integer.MAX_VALUE) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%d %s of %s elements: 1..%d and at most 2^31-1 of all elements are possible",
                    most,
                    form == Form.COPIES ? "copies" : "spikes a step",
                    shape,
                    limit));
        }
    }

    /** The shape of the spikes: channels, times copies if there are any, rows, columns. */
    public Shape all() {
        return form == Form.COPIES ? new Shape(most * shape.channels(), shape.height(), shape.width()) : shape;
    }

    /** How often an element of {@link #all} can spike in a step. */
    public int mostSpikes() {
        return form == Form.COPIES ? 1 : most;
    }

    /**
     * The spikes of a step.
     *
     * @param frames as many channels as the shape has elements
     * @param into receives the element of {@link #all} of each spike, none before the one that it follows; as long as
     *     there are elements, times {@link #mostSpikes}
     * @return how many there are
     */
    public int spikes(SpikeFrames frames, int step, int[] into) {
        int first = frames.firstOf(step);
        int end = first;
        while (end < frames.size() && frames.step(end) == step) {
            end++;
        }
        return switch (form) {
            case COPIES -> copies(frames, first, end, into);
            case REPEATED -> repeated(frames, first, end, into);
        };
    }

    private int copies(SpikeFrames frames, int first, int end, int[] into) {
        int spikes = 0;
        for (int copy = 0; copy < most; copy++) {
            for (int entry = first; entry < end; entry++) {
                if (frames.count(entry) > copy) {
                    into[spikes++] = copy * shape.size() + frames.channel(entry);
                }
            }
        }
        return spikes;
    }

    private int repeated(SpikeFrames frames, int first, int end, int[] into) {
        int spikes = 0;
        for (int entry = first; entry < end; entry++) {
            for (int spike = Math.min(most, frames.count(entry)); spike > 0; spike--) {
                into[spikes++] = frames.channel(entry);
            }
        }
        return spikes;
    }

    /** How many events are not told, because a channel has more of them in a step than the largest count. */
    public long beyond(SpikeFrames frames) {
        long beyond = 0;
        for (int entry = 0; entry < frames.size(); entry++) {
            beyond += Math.max(0, frames.count(entry) - most);
        }
        return beyond;
    }
}

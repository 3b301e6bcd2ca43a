package org.synfire.network.event.data;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.synfire.network.event.SpikeFrames;

/**
 * Frames of the samples that were asked for last, because workers and witnesses ask for the same ones.
 *
 * <p><b>Threads:</b> any; two that ask for a sample that is not kept may both read it. <b>Memory:</b> 12 bytes for each
 * of {@value #MOST_ENTRIES} entries, and one sample more.
 */
final class RecentFrames {
    private static final int MOST_ENTRIES = 1 << 22;

    private final IntFunction<SpikeFrames> reader;
    private final Map<Integer, SpikeFrames> recent = new LinkedHashMap<>(16, 0.75f, true);
    private long entries;

    /** @param reader of a sample that is not kept */
    RecentFrames(IntFunction<SpikeFrames> reader) {
        this.reader = reader;
    }

    SpikeFrames of(int sample) {
        return kept(sample).orElseGet(() -> {
            SpikeFrames frames = reader.apply(sample);
            keep(sample, frames);
            return frames;
        });
    }

    private synchronized Optional<SpikeFrames> kept(int sample) {
        return Optional.ofNullable(recent.get(sample));
    }

    private synchronized void keep(int sample, SpikeFrames frames) {
        if (recent.put(sample, frames) == null) {
            entries += frames.size();
        }
        Iterator<Map.Entry<Integer, SpikeFrames>> oldest = recent.entrySet().iterator();
        while (entries > MOST_ENTRIES && recent.size() > 1) {
            entries -= oldest.next().getValue().size();
            oldest.remove();
        }
    }
}

package org.synfire.noc;

import java.util.Arrays;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;

/**
 * The packets that crossed each link in each interval of a run, however long it is.
 *
 * <p>An interval has one step at first. Where a run would have more than {@value #MOST_INTERVALS} intervals, each two
 * of them become one, and those that follow are twice as long.
 *
 * <p><b>Threads:</b> one at a time. <b>Memory:</b> {@code 8 * } {@value #MOST_INTERVALS} bytes for each link that is
 * {@linkplain #reserve reserved}; {@link #add} and {@link #endStep} allocate nothing.
 */
public final class LinkTimeline implements Checkpointed {
    /** Most intervals of a run. */
    public static final int MOST_INTERVALS = 64;

    private final long[][] packets;
    private long stepsPerInterval = 1;
    private int interval;
    private long stepsInInterval;

    LinkTimeline(int links) {
        packets = new long[links][];
    }

    /** Makes room for a link that may carry something. */
    void reserve(int link) {
        if (packets[link] == null) {
            packets[link] = new long[MOST_INTERVALS];
        }
    }

    /** Counts packets of the current step on a reserved link. */
    void add(int link, long count) {
        packets[link][interval] += count;
    }

    /** Begins the next step. */
    void endStep() {
        if (++stepsInInterval < stepsPerInterval) {
            return;
        }
        stepsInInterval = 0;
        if (++interval == MOST_INTERVALS) {
            halve();
        }
    }

    private void halve() {
        for (long[] row : packets) {
            if (row != null) {
                for (int i = 0; i < MOST_INTERVALS / 2; i++) {
                    row[i] = row[2 * i] + row[2 * i + 1];
                }
                Arrays.fill(row, MOST_INTERVALS / 2, MOST_INTERVALS, 0);
            }
        }
        interval /= 2;
        stepsPerInterval *= 2;
    }

    /** What reserved links carried, between steps; the same links are reserved when it is restored. */
    @Override
    public void state(StateFields fields) {
        stepsPerInterval = fields.whole("steps of an interval", stepsPerInterval);
        interval = (int) fields.whole("interval", interval);
        stepsInInterval = fields.whole("steps in the interval", stepsInInterval);
        for (int link = 0; link < packets.length; link++) {
            if (packets[link] != null) {
                fields.all("packets of link " + link, packets[link]);
            }
        }
    }

    /** Steps of an interval; the last one may have fewer. */
    public long stepsPerInterval() {
        return stepsPerInterval;
    }

    /** Intervals in which steps have ended, {@value #MOST_INTERVALS} at most. */
    public int intervals() {
        return stepsInInterval > 0 ? interval + 1 : interval;
    }

    /**
     * The packets that crossed a link in each interval.
     *
     * @param link a link id of the mesh
     */
    public long[] packets(int link) {
        return packets[link] == null ? new long[intervals()] : Arrays.copyOf(packets[link], intervals());
    }
}

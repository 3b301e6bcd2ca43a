package org.synfire.noc.traffic;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.PartFile;
import org.synfire.noc.Mesh;

/**
 * Writes a trace in the format of {@link PacketTrace}, compressed where the file's name ends in {@code .gz}. The file
 * is there when the writer is closed. Where it cannot be written to its end, there is none, {@link #failure} says why,
 * and whoever adds packets goes on.
 *
 * <p><b>Threads:</b> one. <b>Memory:</b> fixed buffers; {@link #add} allocates nothing.
 */
public final class TraceWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MOST_DIGITS = 19;

    private final Path file;
    private final Mesh mesh;
    private final PartFile part;
    private final OutputStream out;
    private final byte[] digits = new byte[MOST_DIGITS];
    private long lastCycle;
    private long packets;
    private IOException failure;
    private boolean isClosed;

    /**
     * @param file where to; replaced if it is there
     * @param mesh the nodes
     * @param packetFlits flits of a packet, at least 1
     * @throws InputException if the file cannot be begun
     */
    public TraceWriter(Path file, Mesh mesh, int packetFlits) {
        this.file = file;
        this.mesh = mesh;
        try {
            part = PartFile.of(file);
            out = file.toString().endsWith(".gz")
                    ? new BufferedOutputStream(new GZIPOutputStream(part.stream(), BUFFER_BYTES), BUFFER_BYTES)
                    : new BufferedOutputStream(part.stream(), BUFFER_BYTES);
            line(PacketTrace.TITLE + PacketTrace.VERSION);
            line(PacketTrace.MESH + mesh.width() + "x" + mesh.height());
            line(PacketTrace.PACKET_FLITS + packetFlits);
        } catch (IOException unwritable) {
            throw new InputException(
                    file + ": cannot write this packet trace (" + FileReason.of(unwritable) + ")", unwritable);
        }
    }

    /**
     * Writes a packet.
     *
     * @param cycle when the packet is created, not before the last one's
     * @param source the node that sends it
     * @param destination the node that is to receive it
     */
    public void add(long cycle, int source, int destination) {
        if (cycle < lastCycle || Math.min(source, destination) < 0 || Math.max(source, destination) >= mesh.nodes()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "cycle %d after %d, %d to %d of %d nodes",
                    cycle,
                    lastCycle,
                    source,
                    destination,
                    mesh.nodes()));
        }
        if (failure == null) {
            try {
                number(cycle, ' ');
                number(source, ' ');
                number(destination, '\n');
            } catch (IOException unwritable) {
                failure = unwritable;
            }
        }
        lastCycle = cycle;
        packets++;
    }

    /** Packets added. */
    public long packets() {
        return packets;
    }

    private void number(long value, char end) throws IOException {
        int from = MOST_DIGITS;
        long left = value;
        do {
            digits[--from] = (byte) ('0' + left % 10);
            left /= 10;
        } while (left > 0);
        out.write(digits, from, MOST_DIGITS - from);
        out.write(end);
    }

    private void line(String text) throws IOException {
        out.write((text + '\n').getBytes(StandardCharsets.US_ASCII));
    }

    /** Why there is no whole trace, with the file; empty while nothing has failed. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure)
                .map(cause -> String.format(
                        Locale.ROOT, "%s: the packet trace could not be written (%s)", file, FileReason.of(cause)));
    }

    /** Writes the last line and puts the file at its place. Does nothing when it is closed already. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (part) {
            if (failure == null) {
                line(PacketTrace.END + packets);
                out.close();
                part.keep();
            }
        } catch (IOException unwritable) {
            failure = failure == null ? unwritable : failure;
        }
    }
}

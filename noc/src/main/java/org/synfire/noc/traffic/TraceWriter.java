package org.synfire.noc.traffic;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.synfire.engine.InputException;
import org.synfire.engine.file.PartFile;
import org.synfire.noc.Mesh;

/**
 * Writes a trace in the format of {@link PacketTrace}, compressed where the file's name ends in {@code .gz}. Without
 * {@link #close} the file lacks its last line and is refused when read.
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

    /**
     * @param file where to; replaced if it is there
     * @param mesh the nodes
     * @param packetFlits flits of a packet, at least 1
     * @throws InputException if the file cannot be written
     */
    public TraceWriter(Path file, Mesh mesh, int packetFlits) {
        this.file = file;
        this.mesh = mesh;
        try {
            part = PartFile.of(file);
            out = file.toString().endsWith(".gz")
                    ? new BufferedOutputStream(new GZIPOutputStream(part.stream(), BUFFER_BYTES), BUFFER_BYTES)
                    : new BufferedOutputStream(part.stream(), BUFFER_BYTES);
        } catch (IOException unwritable) {
            throw new InputException(file + ": cannot write this packet trace (" + unwritable + ")", unwritable);
        }
        line(PacketTrace.TITLE + PacketTrace.VERSION);
        line(PacketTrace.MESH + mesh.width() + "x" + mesh.height());
        line(PacketTrace.PACKET_FLITS + packetFlits);
    }

    /**
     * Writes a packet.
     *
     * @param cycle when the packet is created, not before the last one's
     * @param source the node that sends it
     * @param destination the node that is to receive it
     * @throws InputException if it cannot be written
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
        try {
            number(cycle, ' ');
            number(source, ' ');
            number(destination, '\n');
        } catch (IOException unwritable) {
            throw unwritable(unwritable);
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

    private void line(String text) {
        try {
            out.write((text + '\n').getBytes(StandardCharsets.US_ASCII));
        } catch (IOException unwritable) {
            throw unwritable(unwritable);
        }
    }

    private InputException unwritable(IOException cause) {
        return new InputException(
                String.format(Locale.ROOT, "%s: cannot write this packet trace to its end (%s)", file, cause), cause);
    }

    /**
     * Writes the last line and closes the file.
     *
     * @throws InputException if the rest cannot be written
     */
    @Override
    public void close() {
        try (part) {
            line(PacketTrace.END + packets);
            out.close();
            part.keep();
        } catch (IOException unwritable) {
            throw unwritable(unwritable);
        }
    }
}

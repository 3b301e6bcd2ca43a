package org.synfire.noc.traffic;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;
import org.synfire.noc.Mesh;

/**
 * Reads the packets of a trace one by one; the format is in {@link PacketTrace}.
 *
 * <p><b>Threads:</b> one. <b>Memory:</b> fixed buffers for any file; the next packet allocates nothing.
 */
public final class TraceReader implements PacketSource, AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LONGEST_LINE = 80;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final long LATEST_CYCLE = 1L << 60;

    private final Path file;
    private final InputStream in;
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private int at;
    private long lineNumber;

    private final Mesh mesh;
    private final int packetFlits;
    private long packets;
    private long cycle;
    private int source;
    private int destination;

    TraceReader(Path file) {
        this.file = file;
        try {
            in = open(file);
        } catch (IOException unreadable) {
            throw new InputException(
                    file + ": cannot read this packet trace (" + FileReason.of(unreadable) + ")", unreadable);
        }
        try {
            readVersion();
            mesh = readMesh();
            packetFlits = readCount(PacketTrace.PACKET_FLITS);
            advance();
        } catch (InputException wrong) {
            close();
            throw wrong;
        }
    }

    private static InputStream open(Path file) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(InputFile.open(file), BUFFER_BYTES);
        raw.mark(2);
        int magic = raw.read() << Byte.SIZE | raw.read();
        raw.reset();
        return magic == GZIP_MAGIC
                ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES)
                : raw;
    }

    private void readVersion() {
        String title = "'" + PacketTrace.TITLE + PacketTrace.VERSION + "'";
        if (!readLine() || !startsWith(PacketTrace.TITLE)) {
            throw wrong("this is no packet trace: its first line is not " + title);
        }
        long version = readNumber(PacketTrace.TITLE.length(), '\n');
        if (version != PacketTrace.VERSION) {
            throw wrong("version " + version + " of the format is not known; this program reads version "
                    + PacketTrace.VERSION);
        }
    }

    private Mesh readMesh() {
        requireLine(PacketTrace.MESH);
        long width = readNumber(PacketTrace.MESH.length(), 'x');
        long height = readNumber(at, '\n');
        if (width < 1 || width > Mesh.MAX_NODES || height < 1 || height > Mesh.MAX_NODES) {
            throw wrong("a mesh of " + width + "x" + height + " nodes is not possible");
        }
        return Mesh.ofOneChip((int) width, (int) height);
    }

    private int readCount(String key) {
        requireLine(key);
        long count = readNumber(key.length(), '\n');
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw wrong("'" + key.strip() + " " + count + "': give at least 1");
        }
        return (int) count;
    }

    private void requireLine(String key) {
        if (!readLine()) {
            throw cutShort();
        }
        if (!startsWith(key)) {
            throw wrong("expected '" + key.strip() + " ...', found '" + text() + "'");
        }
    }

    /** The nodes that the trace numbers. */
    public Mesh mesh() {
        return mesh;
    }

    /** Flits of a packet. */
    public int packetFlits() {
        return packetFlits;
    }

    /** Packets read so far, including the current one. */
    public long packets() {
        return packets;
    }

    @Override
    public long cycle() {
        return cycle;
    }

    @Override
    public int source() {
        return source;
    }

    @Override
    public int destination() {
        return destination;
    }

    /**
     * Moves on to the next packet.
     *
     * @throws InputException if the next line is not one of a trace, or the file ends without its last line
     */
    @Override
    public void advance() {
        if (cycle == NO_MORE) {
            return;
        }
        if (!readLine()) {
            throw cutShort();
        }
        if (startsWith(PacketTrace.END)) {
            readEnd();
        } else {
            readPacket();
        }
    }

    private void readPacket() {
        long next = readNumber(0, ' ');
        if (next < cycle || next > LATEST_CYCLE) {
            throw wrong(
                    next < cycle
                            ? "cycle " + next + " comes after cycle " + cycle
                                    + "; packets stand in the order of their cycles"
                            : "cycle " + next + " is beyond the latest possible, " + LATEST_CYCLE);
        }
        source = readNode(' ');
        destination = readNode('\n');
        cycle = next;
        packets++;
    }

    private int readNode(char end) {
        long node = readNumber(at, end);
        if (node >= mesh.nodes()) {
            throw wrong("node " + node + " is not on the mesh of " + mesh.width() + "x" + mesh.height());
        }
        return (int) node;
    }

    private void readEnd() {
        long count = readNumber(PacketTrace.END.length(), '\n');
        if (count != packets) {
            throw wrong("the last line speaks of " + count + " packets, but there are " + packets);
        }
        if (readLine()) {
            throw wrong("nothing may follow the line 'end ...'");
        }
        cycle = NO_MORE;
    }

    /** Reads digits from a place in the line to their end, and stands behind it. */
    private long readNumber(int from, char end) {
        long value = 0;
        int place = from;
        while (place < length && line[place] >= '0' && line[place] <= '9') {
            if (value > (Long.MAX_VALUE - 9) / 10) {
                throw wrong("a number is too large in '" + text() + "'");
            }
            value = value * 10 + line[place++] - '0';
        }
        boolean isEnded = end == '\n' ? place == length : place < length && line[place] == end;
        if (place == from || !isEnded) {
            throw wrong("expected 'cycle source destination', found '" + text() + "'");
        }
        at = place + 1;
        return value;
    }

    private boolean startsWith(String key) {
        if (length < key.length()) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            if (line[i] != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads the next line, which must end in LF; false at the end of the file. */
    private boolean readLine() {
        length = 0;
        lineNumber++;
        try {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            for (; next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw cutShort();
                }
                if (length == LONGEST_LINE) {
                    throw wrong("a line is longer than " + LONGEST_LINE + " characters");
                }
                line[length++] = (byte) next;
            }
            return true;
        } catch (EOFException end) {
            throw cutShort();
        } catch (ZipException damaged) {
            throw wrong("the compressed data is damaged (" + damaged.getMessage() + ")");
        } catch (IOException unreadable) {
            throw wrong("cannot be read on (" + FileReason.of(unreadable) + ")");
        }
    }

    private String text() {
        return new String(line, 0, length, StandardCharsets.US_ASCII);
    }

    private InputException cutShort() {
        return wrong("the trace is cut short: its last line, 'end ...', is missing; record it again");
    }

    private InputException wrong(String what) {
        return new InputException(file + ":" + lineNumber + ": " + what);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException unclosable) {
            throw new InputException(file + ": cannot be closed (" + unclosable + ")", unclosable);
        }
    }
}

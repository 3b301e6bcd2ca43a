package org.synfire.noc.traffic;

import java.nio.file.Path;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;

/**
 * A recorded trace: a file that was read to its end once, so that replaying it cannot fail half-way through.
 *
 * <p><b>Format</b>, version {@value #VERSION}: text in US-ASCII, lines end in LF; the whole file may be compressed with
 * gzip.
 *
 * <pre>
 *   synfire packet trace 1
 *   mesh 8x8
 *   packet-flits 2
 *   0 12 40            cycle, source node, destination node: one line a packet,
 *   0 13 5             cycles never decrease
 *   7 12 41
 *   end 3              number of packets; a file without this line is incomplete
 * </pre>
 *
 * @param file its path
 * @param mesh the nodes it numbers
 * @param packetFlits flits of a packet
 * @param packets number of packets
 * @param lastCycle the cycle of the last packet; 0 if there is none
 */
public record PacketTrace(Path file, Mesh mesh, int packetFlits, long packets, long lastCycle) {
    static final int VERSION = 1;
    static final String TITLE = "synfire packet trace ";
    static final String MESH = "mesh ";
    static final String PACKET_FLITS = "packet-flits ";
    static final String END = "end ";

    /**
     * Reads a trace to its end.
     *
     * @param file the trace
     * @return its description
     * @throws InputException if it cannot be read, is no trace, is cut short or damaged; with the line if there is one
     */
    public static PacketTrace open(Path file) {
        try (TraceReader reader = new TraceReader(file)) {
            long lastCycle = 0;
            while (reader.cycle() != PacketSource.NO_MORE) {
                lastCycle = reader.cycle();
                reader.advance();
            }
            return new PacketTrace(file, reader.mesh(), reader.packetFlits(), reader.packets(), lastCycle);
        }
    }

    /** Whether a file begins as a trace does. */
    public static boolean isTrace(Path file) {
        try (TraceReader _ = new TraceReader(file)) {
            return true;
        } catch (InputException _) {
            return false;
        }
    }

    /**
     * The packets from the first on.
     *
     * @return a source that has the file open until it is closed
     * @throws InputException if the file cannot be read any more
     */
    public TraceReader replay() {
        return new TraceReader(file);
    }

    /** Flits that a node offers per cycle, on average over nodes and cycles up to the last packet. */
    public double meanFlitsPerCycle() {
        return (double) packets * packetFlits / mesh.nodes() / (lastCycle + 1);
    }
}

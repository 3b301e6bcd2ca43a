package org.synfire.tools;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.synfire.noc.Mesh;
import org.synfire.noc.traffic.PacketSource;
import org.synfire.noc.traffic.RecordedTraffic;
import org.synfire.noc.traffic.TraceWriter;

/** Where the packets of a measurement are recorded, if anywhere. */
final class SavedTrace implements UnaryOperator<PacketSource>, AutoCloseable {
    private final TraceWriter writer;

    private SavedTrace(TraceWriter writer) {
        this.writer = writer;
    }

    /** @param file where to; {@code null} where nothing is written */
    static SavedTrace of(Path file, Mesh mesh, int packetFlits) {
        return new SavedTrace(file == null ? null : new TraceWriter(file, mesh, packetFlits));
    }

    @Override
    public PacketSource apply(PacketSource packets) {
        return writer == null ? packets : new RecordedTraffic(packets, writer);
    }

    /** Ends the trace. @return why it could not be written; empty if it is whole, or there is none */
    Optional<String> end() {
        close();
        return writer == null ? Optional.empty() : writer.failure();
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }
}

package org.synfire.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;

class PacketTraceTest {
    private static final Mesh MESH = Mesh.ofOneChip(8, 4);
    private static final String HEAD = "synfire packet trace 1\nmesh 8x4\npacket-flits 2\n";

    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("packets.trace"), text);
    }

    private Path recorded(String name, int packets) {
        Path file = directory.resolve(name);
        try (TraceWriter writer = new TraceWriter(file, MESH, 2)) {
            PacketSource traffic = traffic(writer);
            for (int i = 0; i < packets; i++) {
                traffic.advance();
            }
        }
        return file;
    }

    private static PacketSource traffic(TraceWriter writer) {
        PacketSource packets =
                new SyntheticTraffic(PatternName.UNIFORM.on(MESH), new BernoulliInjection(0.1, 2), 1, MESH.nodes());
        return writer == null ? packets : new RecordedTraffic(packets, writer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"packets.trace", "packets.trace.gz"})
    void replaysWhatWasRecorded(String name) {
        PacketTrace trace = PacketTrace.open(recorded(name, 1_000));
        assertEquals(1_000, trace.packets());
        assertEquals(MESH, trace.mesh());
        assertEquals(2, trace.packetFlits());
        PacketSource expected = traffic(null);
        try (TraceReader replay = trace.replay()) {
            for (int i = 0; i < 1_000; i++, replay.advance(), expected.advance()) {
                assertArrayEquals(
                        new long[] {expected.cycle(), expected.source(), expected.destination()},
                        new long[] {replay.cycle(), replay.source(), replay.destination()});
                assertTrue(replay.cycle() <= trace.lastCycle());
            }
            assertEquals(PacketSource.NO_MORE, replay.cycle());
        }
        assertEquals(1_000 * 2.0 / 32 / (trace.lastCycle() + 1), trace.meanFlitsPerCycle());
    }

    @Test
    void readsTracesOfOthers() throws IOException {
        PacketTrace trace = PacketTrace.open(file(HEAD + "0 31 0\n0 31 0\n1000000000000 0 0\nend 3\n"));
        assertEquals(new PacketTrace(trace.file(), MESH, 2, 3, 1_000_000_000_000L), trace);
        assertEquals(0, PacketTrace.open(file(HEAD + "end 0\n")).packets());
    }

    /** Cut at any byte, compressed or not, a trace is refused in a sentence. */
    @ParameterizedTest
    @ValueSource(strings = {"packets.trace", "packets.trace.gz"})
    void refusesEveryTraceThatIsCutShort(String name) throws IOException {
        byte[] whole = Files.readAllBytes(recorded(name, 20));
        for (int bytes = 0; bytes < whole.length; bytes++) {
            Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, bytes));
            String said = assertThrows(
                            InputException.class,
                            () -> PacketTrace.open(cut),
                            "cut after " + bytes + " of " + whole.length)
                    .getMessage();
            assertTrue(said.startsWith(cut + ":"), said);
        }
    }

    @Test
    void refusesCompressedDataThatIsDamaged() throws IOException {
        byte[] bytes = Files.readAllBytes(recorded("packets.trace.gz", 200));
        for (int at = 10; at < bytes.length; at += 7) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x10;
            Path file = Files.write(directory.resolve("damaged"), damaged);
            assertThrows(InputException.class, () -> PacketTrace.open(file), "byte " + at);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        nothing;                                                     | 1: this is no packet trace: its first line is \
        not 'synfire packet trace 1'
        synfire packet trace 2;                                      | 1: version 2 of the format is not known; this \
        program reads version 1
        synfire packet trace 1;packet-flits 2;                       | 2: expected 'mesh ...', found 'packet-flits 2'
        synfire packet trace 1;mesh 0x8;                             | 2: a mesh of 0x8 nodes is not possible
        synfire packet trace 1;mesh 99999999999x8;                   | 2: a mesh of 99999999999x8 nodes is not possible
        synfire packet trace 1;mesh 8x4;packet-flits 0;              | 3: 'packet-flits 0': give at least 1
        synfire packet trace 1;mesh 8x4;packet-flits 2;0 1;          | 4: expected 'cycle source destination', found \
        '0 1'
        synfire packet trace 1;mesh 8x4;packet-flits 2;0 1 2 3;      | 4: expected 'cycle source destination', found \
        '0 1 2 3'
        synfire packet trace 1;mesh 8x4;packet-flits 2;0 -1 2;       | 4: expected 'cycle source destination', found \
        '0 -1 2'
        synfire packet trace 1;mesh 8x4;packet-flits 2;0 1 32;       | 4: node 32 is not on the mesh of 8x4
        synfire packet trace 1;mesh 8x4;packet-flits 2;5 1 2;4 1 2;  | 5: cycle 4 comes after cycle 5
        synfire packet trace 1;mesh 8x4;packet-flits 2;99999999999999999999999 1 2; | 4: a number is too large
        synfire packet trace 1;mesh 8x4;packet-flits 2;2000000000000000000 1 2; | 4: cycle 2000000000000000000 is \
        beyond the latest possible
        synfire packet trace 1;mesh 8x4;packet-flits 2;0 1 2;end 2;  | 5: the last line speaks of 2 packets, but \
        there are 1
        synfire packet trace 1;mesh 8x4;packet-flits 2;end 0;0 1 2;  | 5: nothing may follow the line 'end ...'
        """)
    void saysWhatIsWrongAndWhere(String text, String message) throws IOException {
        Path file = file(text.replace(';', '\n'));
        String said =
                assertThrows(InputException.class, () -> PacketTrace.open(file)).getMessage();
        assertTrue(said.startsWith(file + ":" + message), said);
    }

    @Test
    void refusesFilesThatCannotBeTraces() throws IOException {
        Path missing = directory.resolve("missing");
        assertTrue(assertThrows(InputException.class, () -> PacketTrace.open(missing))
                .getMessage()
                .contains("cannot read this packet trace"));
        Path endless = file("x".repeat(1_000));
        assertTrue(assertThrows(InputException.class, () -> PacketTrace.open(endless))
                .getMessage()
                .contains("a line is longer than 80 characters"));
        assertThrows(InputException.class, () -> PacketTrace.open(directory));
        assertThrows(InputException.class, () -> new TraceWriter(directory, MESH, 1));
    }

    /** Whoever measures goes on; the device takes nothing. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskEndsTheTraceAlone() {
        TraceWriter writer = new TraceWriter(Path.of("/dev/full"), MESH, 1);
        for (int cycle = 0; cycle < 100_000; cycle++) {
            writer.add(cycle, 0, 31);
        }
        writer.close();
        writer.close();
        assertEquals(100_000, writer.packets());
        assertEquals(
                Optional.of("/dev/full: the packet trace could not be written (no space left on device)"),
                writer.failure());
    }

    @Test
    void recordsNothingThatCouldNotBeRead() {
        try (TraceWriter writer = new TraceWriter(directory.resolve("t"), MESH, 1)) {
            writer.add(5, 0, 31);
            assertThrows(IllegalArgumentException.class, () -> writer.add(4, 0, 0));
            assertThrows(IllegalArgumentException.class, () -> writer.add(5, 0, 32));
            assertThrows(IllegalArgumentException.class, () -> writer.add(5, -1, 0));
            assertEquals(1, writer.packets());
        }
        assertEquals(1, PacketTrace.open(directory.resolve("t")).packets());
    }
}

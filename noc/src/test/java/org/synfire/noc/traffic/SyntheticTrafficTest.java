package org.synfire.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;

/** Order and statistics of synthetic traffic; every bound is four standard errors, with fixed seeds. */
@Timeout(120)
class SyntheticTrafficTest {
    private static final Mesh MESH = Mesh.ofOneChip(8, 8);
    private static final TrafficPattern UNIFORM = PatternName.UNIFORM.on(MESH);

    private record Packet(long cycle, int source, int destination) {}

    private static SyntheticTraffic bernoulli(double rate, int flits, long seed) {
        return new SyntheticTraffic(UNIFORM, new BernoulliInjection(rate, flits), seed, MESH.nodes());
    }

    private static List<Packet> packetsBefore(PacketSource source, long end) {
        List<Packet> packets = new ArrayList<>();
        for (; source.cycle() < end; source.advance()) {
            packets.add(new Packet(source.cycle(), source.source(), source.destination()));
        }
        return packets;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0001, 0.01, 0.3, 1})
    void standsInTheOrderOfCyclesAndNodesAndNeverTwiceInOneCycle(double rate) {
        long last = -1;
        for (Packet packet : packetsBefore(bernoulli(rate, 1, 1), 20_000)) {
            long place = packet.cycle * MESH.nodes() + packet.source;
            assertTrue(place > last, packet + " after " + last);
            last = place;
        }
        assertTrue(last > 0);
    }

    /** Packets are binomial: mean N T p, standard deviation sqrt(N T p (1-p)). */
    @ParameterizedTest
    @CsvSource({
        "0.0001, 1, 400000",
        "0.01, 1, 20000",
        "0.3, 1, 5000",
        "0.3, 2, 5000",
        "0.97, 1, 5000",
        "1, 1, 100",
        "1, 4, 5000"
    })
    void offersItsRate(double rate, int flits, long cycles) {
        double probability = rate / flits;
        double trials = (double) cycles * MESH.nodes();
        double packets = packetsBefore(bernoulli(rate, flits, 2), cycles).size();
        assertEquals(trials * probability, packets, 4 * Math.sqrt(trials * probability * (1 - probability)) + 1e-9);
    }

    /** A gap of n cycles has probability p (1-p)^(n-1): the counts of gaps 1, 2 and 3, and of those beyond. */
    @Test
    void leavesGeometricGaps() {
        double p = 0.25;
        long[] lastCycle = new long[MESH.nodes()];
        Arrays.fill(lastCycle, -1);
        int[] gaps = new int[5];
        int count = 0;
        for (Packet packet : packetsBefore(bernoulli(p, 1, 3), 10_000)) {
            if (lastCycle[packet.source] >= 0) {
                gaps[(int) Math.min(4, packet.cycle - lastCycle[packet.source])]++;
                count++;
            }
            lastCycle[packet.source] = packet.cycle;
        }
        for (int gap = 1; gap <= 4; gap++) {
            double probability = gap == 4 ? Math.pow(1 - p, 3) : p * Math.pow(1 - p, gap - 1);
            assertEquals(count * probability, gaps[gap], 4 * Math.sqrt(count * probability * (1 - probability)));
        }
    }

    /**
     * In every cycle each node is independent of the others: packets per cycle are binomial, and so is their variance.
     */
    @Test
    void hasIndependentNodes() {
        double p = 0.1;
        int cycles = 20_000;
        int[] perCycle = new int[cycles];
        packetsBefore(bernoulli(p, 1, 4), cycles).forEach(packet -> perCycle[(int) packet.cycle]++);
        double mean = Arrays.stream(perCycle).average().orElseThrow();
        double variance = Arrays.stream(perCycle)
                        .mapToDouble(n -> (n - mean) * (n - mean))
                        .sum()
                / (cycles - 1);
        double expected = MESH.nodes() * p * (1 - p);
        assertEquals(expected, variance, 4 * expected * Math.sqrt(2.0 / cycles));
    }

    @Test
    void sendsToEveryDestinationAlike() {
        int[] received = new int[MESH.nodes()];
        List<Packet> packets = packetsBefore(bernoulli(0.5, 1, 5), 20_000);
        packets.forEach(packet -> received[packet.destination]++);
        double expected = (double) packets.size() / MESH.nodes();
        double chiSquare = Arrays.stream(received)
                .mapToDouble(n -> (n - expected) * (n - expected) / expected)
                .sum();
        assertEquals(63, chiSquare, 4 * Math.sqrt(2 * 63));
    }

    /** Two halves of the nodes, drawn apart, are the whole: nothing depends on who draws what when. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void isTheSameForAnyNumberOfParts(int parts) {
        InjectionProcess process = new BurstyInjection(0.2, 2, 3);
        List<Packet> whole = packetsBefore(new SyntheticTraffic(UNIFORM, process, 6, MESH.nodes()), 3_000);
        List<Packet> together = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int first = MESH.nodes() * part / parts;
            together.addAll(packetsBefore(
                    new SyntheticTraffic(UNIFORM, process, 6, first, MESH.nodes() * (part + 1) / parts), 3_000));
        }
        together.sort(Comparator.comparingLong(Packet::cycle).thenComparingInt(Packet::source));
        assertEquals(whole, together);
    }

    @Test
    void dependsOnItsSeedAlone() {
        assertEquals(packetsBefore(bernoulli(0.1, 1, 7), 1_000), packetsBefore(bernoulli(0.1, 1, 7), 1_000));
        assertTrue(!packetsBefore(bernoulli(0.1, 1, 7), 1_000).equals(packetsBefore(bernoulli(0.1, 1, 8), 1_000)));
    }

    @Test
    void hasNoPacketAtRateZero() {
        PacketSource none = bernoulli(0, 1, 1);
        assertEquals(PacketSource.NO_MORE, none.cycle());
        none.advance();
        assertEquals(PacketSource.NO_MORE, none.cycle());
    }

    /** Rates whose next packet is beyond the range of time end, and do not wrap round. */
    @Test
    void survivesRatesNextToZero() {
        PacketSource rare = bernoulli(Double.MIN_NORMAL, 1, 1);
        assertEquals(PacketSource.NO_MORE, rare.cycle());
        PacketSource seldom = bernoulli(1e-6, 1, 1);
        long before = seldom.cycle();
        seldom.advance();
        assertTrue(seldom.cycle() >= before && before > 0);
    }

    /**
     * Bursts: the rate is the mean, packets of a burst follow each other by the flits of a packet, and bursts have the
     * stated mean. The standard error of the mean of a geometric number with mean b over n bursts is sqrt(b (b-1) / n).
     */
    @ParameterizedTest
    @CsvSource({"0.1, 1, 5", "0.3, 2, 8", "0.05, 2, 1"})
    void burstsAsStated(double rate, int flits, double meanBurst) {
        long cycles = 200_000;
        Mesh small = Mesh.ofOneChip(4, 4);
        var process = new BurstyInjection(rate, flits, meanBurst);
        List<Packet> packets =
                packetsBefore(new SyntheticTraffic(PatternName.UNIFORM.on(small), process, 9, small.nodes()), cycles);
        long[] lastCycle = new long[small.nodes()];
        Arrays.fill(lastCycle, Long.MIN_VALUE / 2);
        long bursts = 0;
        for (Packet packet : packets) {
            long gap = packet.cycle - lastCycle[packet.source];
            assertTrue(gap >= flits, packet + " comes " + gap + " cycles after the last");
            bursts += gap > flits ? 1 : 0;
            lastCycle[packet.source] = packet.cycle;
        }
        assertEquals(
                meanBurst,
                (double) packets.size() / bursts,
                4 * Math.sqrt(meanBurst * (meanBurst - 1) / bursts) + 1e-9);
        double silence = meanBurst * flits * (1 - rate) / rate;
        double relativeError =
                Math.sqrt((meanBurst * (meanBurst - 1) / (meanBurst * meanBurst) + (silence - 1) / silence) / bursts);
        assertEquals(rate, (double) packets.size() * flits / small.nodes() / cycles, 4 * rate * relativeError);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.000001, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesRatesOutsideZeroToOne(double rate) {
        assertThrows(InputException.class, () -> new BernoulliInjection(rate, 1));
        assertThrows(InputException.class, () -> new BurstyInjection(rate, 1, 4));
    }

    @Test
    void refusesBurstsWithoutSilence() {
        assertEquals(0.8, new BurstyInjection(0.8, 1, 4).flitsPerCycle());
        String said = assertThrows(InputException.class, () -> new BurstyInjection(0.81, 1, 4))
                .getMessage();
        assertTrue(said.contains("give at most 0.8"), said);
        assertThrows(InputException.class, () -> new BurstyInjection(0.1, 1, 0.5));
        assertThrows(InputException.class, () -> new BernoulliInjection(0.1, 0));
    }
}

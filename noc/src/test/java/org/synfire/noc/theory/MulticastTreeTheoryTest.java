package org.synfire.noc.theory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.noc.Mesh;

/** Multicast trees and credits by the reference's closed forms. */
class MulticastTreeTheoryTest {
    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "8,8", "5,3", "1,6"})
    void reachesAllByOneLinkEach(int width, int height) {
        Mesh mesh = Mesh.ofOneChip(width, height);
        MulticastTree tree = new MulticastTree(mesh);
        int[] all = IntStream.range(0, mesh.nodes()).toArray();
        for (int source = 0; source < mesh.nodes(); source++) {
            assertEquals(mesh.nodes() - 1, tree.links(source, all));
        }
        assertEquals(mesh.nodes() - 1, tree.broadcastLinks());
    }

    @Test
    void sharesTheRowAndForksIntoColumns() {
        MulticastTree tree = new MulticastTree(Mesh.ofOneChip(4, 4));
        assertEquals(0, tree.links(5));
        assertEquals(0, tree.links(5, 5));
        assertEquals(3 + 1 + 2, tree.links(0, 7, 10, 6), "three along the row, one down column 3, two down column 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 48})
    void winsByAQuarterOfTheSideAgainstUnicasts(int k) {
        MulticastTree tree = new MulticastTree(Mesh.ofOneChip(k, k));
        int nodes = k * k;
        assertEquals(1.0 / (nodes - 1), tree.highestBroadcastRate(), 1e-12);
        assertEquals(4.0 / (k * nodes), tree.highestUnicastBroadcastRate(), 1e-12);
        assertEquals(
                k / 4.0,
                tree.highestBroadcastRate() / tree.highestUnicastBroadcastRate(),
                k / 4.0 / (nodes - 1) + 1e-9);
    }

    /** One destination: mean hops; very many: a broadcast. */
    @Test
    void liesBetweenAUnicastAndABroadcast() {
        Mesh mesh = Mesh.ofOneChip(6, 5);
        MulticastTree tree = new MulticastTree(mesh);
        for (int source = 0; source < mesh.nodes(); source++) {
            int from = source;
            double meanHops = IntStream.range(0, mesh.nodes())
                    .map(to -> mesh.hops(from, to))
                    .average()
                    .orElseThrow();
            assertEquals(meanHops, tree.meanLinks(source, 1), 1e-12);
            assertEquals(mesh.nodes() - 1, tree.meanLinks(source, 100_000), 1e-9);
            assertEquals(0, tree.meanLinks(source, 0));
        }
    }

    /** Drawn destinations against the expectation, within four standard errors. */
    @ParameterizedTest
    @CsvSource({"0, 3", "27, 8", "63, 20"})
    void hasTheMeanLinksOfDrawnDestinations(int source, int destinations) {
        MulticastTree tree = new MulticastTree(Mesh.ofOneChip(8, 8));
        Random random = new Random(1);
        int draws = 20_000;
        double[] links = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            links[draw] = tree.links(source, random.ints(destinations, 0, 64).toArray());
        }
        double mean =
                IntStream.range(0, draws).mapToDouble(i -> links[i]).average().orElseThrow();
        double variance = IntStream.range(0, draws)
                        .mapToDouble(i -> (links[i] - mean) * (links[i] - mean))
                        .sum()
                / draws;
        assertEquals(tree.meanLinks(source, destinations), mean, 4 * Math.sqrt(variance / draws));
    }
}

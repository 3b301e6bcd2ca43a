package org.synfire.noc.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.synfire.noc.Mesh;
import org.synfire.noc.ZeroLoadLatency;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;
import org.synfire.noc.cycle.form.CycleNetworks;

/**
 * Networks of many chips with the chips' own links between them. Every chip sends a packet from the same place to this
 * place on the next chip, and to that on the chip below: these packets move like one, so each takes its zero-load
 * latency.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ManyChipsTest {
    private static final int X = 5;
    private static final int Y = 7;

    private Mesh mesh;
    private ZeroLoadLatency theory;
    private int flits;
    private long delivered;
    private long wrong;
    private String firstWrong = "";

    @Test
    void packetsBetweenSixChipsTakeTheirZeroLoadLatency() {
        ChipDescription chips = Chips.darwin3().withChips(3, 2);
        assertEquals(check(chips, 1), check(chips, 2));
    }

    /** 720 x 768 routers. */
    @Test
    @EnabledIfSystemProperty(named = "synfire.long", matches = "true", disabledReason = "needs some GB of memory")
    void packetsBetweenAllChipsOfWukongTakeTheirZeroLoadLatency() {
        ChipDescription chips = Chips.named("wukong");
        assertEquals(720 * 768, chips.mesh().nodes());
        assertEquals(check(chips, 1), check(chips, 2));
    }

    /** @return the fingerprint of all deliveries */
    private long check(ChipDescription chips, int threads) {
        mesh = chips.mesh();
        RouterConfig router = chips.routerConfig();
        flits = (int) chips.figure(ChipFigure.PACKET_FLITS).value();
        theory = new ZeroLoadLatency(router.zeroLoadTiming(flits));
        delivered = 0;
        wrong = 0;
        try (CycleNetwork network =
                CycleNetworks.eventDriven(NetworkSpec.of(mesh, router).withThreads(threads), this::check)) {
            long packets = offer(network, mesh.chipWidth(), 0);
            assertTrue(network.advanceUntilEmpty(network.cycle() + 10_000));
            packets += offer(network, 0, mesh.chipHeight());
            assertTrue(network.advanceUntilEmpty(network.cycle() + 10_000));
            assertEquals(packets, delivered);
            assertEquals(0, wrong, firstWrong);
            assertEquals(packets * flits, flitsBetweenChips(network));
            return network.fingerprint();
        }
    }

    private long offer(CycleNetwork network, int dx, int dy) {
        long packets = 0;
        for (int y = Y; y + dy < mesh.height(); y += mesh.chipHeight()) {
            for (int x = X; x + dx < mesh.width(); x += mesh.chipWidth()) {
                int source = mesh.node(x, y);
                assertTrue(network.offer(source, source, mesh.node(x + dx, y + dy), flits, network.cycle()));
                packets++;
            }
        }
        return packets;
    }

    private long flitsBetweenChips(CycleNetwork network) {
        long between = 0;
        for (int link = 0; link < mesh.linkIds(); link++) {
            between += mesh.isChipBoundary(link) ? network.linkFlits(link) : 0;
        }
        return between;
    }

    private void check(Delivery delivery) {
        delivered++;
        long expected = theory.cycles(delivery.hops(), mesh.chipCrossings(delivery.source(), delivery.destination()));
        long latency = delivery.deliveredCycle() - delivery.createdCycle();
        if (latency != expected && wrong++ == 0) {
            firstWrong = delivery.source() + " to " + delivery.destination() + ": " + latency + " cycles, expected "
                    + expected;
        }
    }
}

package org.synfire.papers.microcircuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.noc.chip.Chips;
import org.synfire.papers.recurrent.RecurrentRun;
import org.synfire.papers.recurrent.RecurrentTables;
import org.synfire.papers.recurrent.WholeRun;
import org.synfire.papers.run.StopRequest;
import org.synfire.papers.table.ResultTable;

/** A tenth of the network spikes as the known run of another program, in every neuron and step. */
@Timeout(300)
class MicrocircuitNetworkTest {
    /** FNV-1a of the bytes of all spikes, (step, neuron) as 32-bit integers, the low byte first. */
    private static final class Fnv {
        private long hash = 1469598103934665603L;

        void add(int value) {
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                hash = (hash ^ ((value >>> shift) & 0xff)) * 1099511628211L;
            }
        }
    }

    @Test
    void aTenthSpikesAsInTheKnownRun() {
        int steps = 10_000;
        IntegerNetwork network = MicrocircuitNetwork.of(0.1, MicrocircuitNetwork.Background.POISSON, steps);
        long synapses = 0;
        long weights = 0;
        long delays = 0;
        for (Projection projection : network.projections()) {
            SparseSynapses all = (SparseSynapses) projection.synapses();
            synapses += all.connections();
            for (int s = 0; s < all.connections(); s++) {
                weights += all.weight(s);
                delays += all.extraDelay(s) + projection.delay();
            }
        }
        assertEquals(2_988_807, synapses);
        assertEquals(-3_946_654_563L, weights);
        assertEquals(39_871_171, delays);
        Fnv hash = new Fnv();
        WholeRun.forEach(WholeRun.of(network), (step, neuron) -> {
            hash.add(step);
            hash.add(neuron);
        });
        assertEquals("3621e98841740e2a", Long.toHexString(hash.hash));
    }

    @Test
    void aRunCountsWhatTheKnownRunHas() {
        RecurrentRun run = RecurrentRun.of(
                steps -> MicrocircuitNetwork.model(0.1, MicrocircuitNetwork.Background.POISSON, steps),
                new RecurrentRun.Setting(1, 0, 1_000, 2, 30),
                Chips.darwin3(),
                new StopRequest(),
                next -> {});
        assertEquals(20_549, run.spikes());
        assertEquals(2_988_807, run.synapses());
        double[] rates = {0.4115, 2.0326, 3.8586, 4.9398, 6.6268, 7.6509, 0.8868, 6.9356};
        for (int p = 0; p < rates.length; p++) {
            assertEquals(rates[p], run.populations().get(p).rate(), 5e-5);
            double irregularity = run.populations().get(p).irregularity();
            assertTrue(irregularity > 0.2 && irregularity < 1.2, "irregularity " + irregularity);
        }
        assertTrue(run.operations() > 7_800_000 && run.operations() <= 7_843_212, "" + run.operations());
        assertTrue(run.packets() > run.spikes());
        ResultTable activity = RecurrentTables.activity(run, "a tenth", "published", List.of("a note"));
        assertEquals(8, activity.rows().size());
        assertEquals(2.965, activity.column("published").get(1));
        assertTrue(activity.notes().contains("a note"));
        assertTrue(RecurrentTables.cost(run, "a tenth", List.of())
                .lines()
                .toString()
                .contains("real-time factor"));
    }
}

package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Synapses;

/**
 * Which core sends to which: flows of spikes between slices, by projection.
 *
 * @param flows in the order of projections of the target populations, then of senders
 * @param senders neurons, and outputs of pooling gates, whose spikes leave their core
 */
record Traffic(List<Flow> flows, long senders) {
    /** What decides which core sends how much to which, so that copies are counted once. */
    private record Kind(Synapses synapses, Optional<MaxGate> gate, Optional<int[]> order, Parts source, Parts target) {}

    /** How a population is cut. Cuts of one kind of populations share their bounds. */
    private record Parts(Shape shape, int[] channels, int[] rows, int[] columns) {
        static Parts of(Cut cut) {
            return new Parts(cut.population().shape(), cut.channels(), cut.rows(), cut.columns());
        }
    }

    /** Spikes from a core of the source to one of the target, by their numbers in the cuts. */
    private record Share(int from, int to, int senders) {}

    static Traffic of(IntegerNetwork network, Division division, int[] firstSlice) {
        List<Flow> flows = new ArrayList<>();
        Map<Kind, List<Share>> shares = new HashMap<>();
        for (CutPopulation target : division.populations()) {
            for (Arrival arrival : target.inbound()) {
                Projection projection = arrival.projection();
                Cut source = division.populations().get(projection.source()).cut();
                Kind kind = new Kind(
                        projection.synapses(),
                        projection.gate(),
                        projection.order(),
                        Parts.of(source),
                        Parts.of(arrival.cut()));
                for (Share share : shares.computeIfAbsent(kind, unknown -> shares(source, arrival))) {
                    flows.add(new Flow(
                            projection,
                            firstSlice[projection.source()] + share.from,
                            firstSlice[projection.target()] + share.to,
                            share.senders));
                }
            }
        }
        long senders = 0;
        for (Population population : network.populations()) {
            senders += network.outbound(population.id()).stream()
                    .map(Projection::gate)
                    .distinct()
                    .mapToLong(gate -> SentElements.count(population, gate))
                    .sum();
        }
        return new Traffic(flows, senders);
    }

    private static List<Share> shares(Cut source, Arrival arrival) {
        SentElements elements =
                SentElements.of(source.population(), arrival.projection().gate());
        int[] coreOf = elements.cores(source);
        int[] inputOf = arrival.projection().inputOfSent(source.population());
        int[][] senders = new int[source.cores()][arrival.reaches()];
        for (int e = 0; e < coreOf.length; e++) {
            int reach = inputOf[e] == AxisClasses.NONE ? AxisClasses.NONE : arrival.reach(inputOf[e]);
            if (reach != AxisClasses.NONE) {
                senders[coreOf[e]][reach]++;
            }
        }
        List<Share> shares = new ArrayList<>();
        for (int core = 0; core < senders.length; core++) {
            addShares(arrival, core, senders[core], shares);
        }
        return shares;
    }

    private static void addShares(Arrival arrival, int from, int[] sendersOfReach, List<Share> shares) {
        int[] senders = new int[arrival.cut().cores()];
        for (int reach = 0; reach < sendersOfReach.length; reach++) {
            if (sendersOfReach[reach] > 0) {
                for (int core : arrival.cores(reach)) {
                    senders[core] += sendersOfReach[reach];
                }
            }
        }
        for (int core = 0; core < senders.length; core++) {
            if (senders[core] > 0) {
                shares.add(new Share(from, core, senders[core]));
            }
        }
    }
}

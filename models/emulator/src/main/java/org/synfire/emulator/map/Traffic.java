package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.List;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;

/**
 * Which core sends to which: flows of spikes between slices, by projection.
 *
 * @param flows in the order of projections of the target populations, then of senders
 * @param senders neurons, and outputs of pooling gates, whose spikes leave their core
 */
record Traffic(List<Flow> flows, long senders) {
    static Traffic of(IntegerNetwork network, Division division, int[] firstSlice) {
        List<Flow> flows = new ArrayList<>();
        for (CutPopulation target : division.populations()) {
            for (Arrival arrival : target.inbound()) {
                addFlows(network, division, arrival, firstSlice, flows);
            }
        }
        long senders = 0;
        for (Population population : network.populations()) {
            senders += network.outbound(population.id()).stream()
                    .map(Projection::gate)
                    .distinct()
                    .mapToLong(gate -> SentElements.of(population, gate).count())
                    .sum();
        }
        return new Traffic(flows, senders);
    }

    private static void addFlows(
            IntegerNetwork network, Division division, Arrival arrival, int[] firstSlice, List<Flow> flows) {
        int source = arrival.projection().source();
        SentElements elements =
                SentElements.of(network.population(source), arrival.projection().gate());
        Cut cut = division.populations().get(source).cut();
        int[] coreOf = elements.cores(cut);
        int[] inputOf = arrival.projection().inputOfSent(network.population(source));
        int[][] senders = new int[cut.cores()][arrival.reaches()];
        for (int e = 0; e < coreOf.length; e++) {
            int reach = inputOf[e] == AxisClasses.NONE ? AxisClasses.NONE : arrival.reach(inputOf[e]);
            if (reach != AxisClasses.NONE) {
                senders[coreOf[e]][reach]++;
            }
        }
        for (int core = 0; core < senders.length; core++) {
            addFlows(
                    arrival,
                    firstSlice[source] + core,
                    firstSlice[arrival.projection().target()],
                    senders[core],
                    flows);
        }
    }

    private static void addFlows(Arrival arrival, int from, int firstTarget, int[] sendersOfReach, List<Flow> flows) {
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
                flows.add(new Flow(arrival.projection(), from, firstTarget + core, senders[core]));
            }
        }
    }
}

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
            for (Landing landing : target.inbound()) {
                addFlows(network, division, landing, firstSlice, flows);
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
            IntegerNetwork network, Division division, Landing landing, int[] firstSlice, List<Flow> flows) {
        int source = landing.projection().source();
        SentElements elements =
                SentElements.of(network.population(source), landing.projection().gate());
        Cut cut = division.populations().get(source).cut();
        int[] coreOf = elements.cores(cut);
        int[] inputOf = landing.inputOfSent(elements.count());
        int[][] senders = new int[cut.cores()][landing.reaches()];
        for (int e = 0; e < coreOf.length; e++) {
            int reach = inputOf[e] == AxisClasses.NONE ? AxisClasses.NONE : landing.reach(inputOf[e]);
            if (reach != AxisClasses.NONE) {
                senders[coreOf[e]][reach]++;
            }
        }
        for (int core = 0; core < senders.length; core++) {
            addFlows(
                    landing,
                    firstSlice[source] + core,
                    firstSlice[landing.projection().target()],
                    senders[core],
                    flows);
        }
    }

    private static void addFlows(Landing landing, int from, int firstTarget, int[] sendersOfReach, List<Flow> flows) {
        int[] senders = new int[landing.cut().cores()];
        for (int reach = 0; reach < sendersOfReach.length; reach++) {
            if (sendersOfReach[reach] > 0) {
                for (int core : landing.cores(reach)) {
                    senders[core] += sendersOfReach[reach];
                }
            }
        }
        for (int core = 0; core < senders.length; core++) {
            if (senders[core] > 0) {
                flows.add(new Flow(landing.projection(), from, firstTarget + core, senders[core]));
            }
        }
    }
}

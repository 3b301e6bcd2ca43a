package org.synfire.emulator.core;

import java.util.List;
import java.util.stream.IntStream;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.SpikeBits;
import org.synfire.engine.measure.StepRecord;

/**
 * Writes the records of cores that are computed together, each as if it had been computed by itself. Only such cores
 * are fused as spike once in a step and whose potentials nobody reads.
 *
 * <p><b>Threads:</b> the worker that owns the cores.
 */
final class MemberRecords {
    /**
     * One of the cores.
     *
     * @param core its number
     * @param neurons how many it has
     * @param split takes its channels' bits out of the unit's
     * @param firingsWanted for how many of the first samples its record says which neurons fired
     * @param ports for each output port of the unit the branches of this core
     */
    private record Member(int core, int neurons, ChannelSplit split, long firingsWanted, List<Port> ports) {}

    /** Spikes of a core through one gate, or none, and where they go. */
    private record Port(List<Route> routes) {
        static Port of(Departure departure) {
            return new Port(departure.branches().stream().map(Route::of).toList());
        }
    }

    /**
     * Where spikes go.
     *
     * @param withAxon which neurons, or outputs of the gate, have an axon there; empty if all have
     * @param senders the same for those who want to know who sent; {@code null} if nobody does
     */
    private record Route(int id, long[] withAxon, long[] senders) {
        static Route of(OutputPort.Branch branch) {
            int[] axonOf = branch.axons().axonOf();
            boolean all = IntStream.of(axonOf).allMatch(axon -> axon != SynapseTable.NO_AXON);
            return new Route(branch.route().id(), all ? new long[0] : Departures.withAxon(axonOf), branch.senders());
        }

        int packets(long[] sent, int count) {
            if (withAxon.length == 0) {
                return count;
            }
            int packets = 0;
            for (int w = 0; w < withAxon.length; w++) {
                packets += Long.bitCount(sent[w] & withAxon[w]);
            }
            return packets;
        }
    }

    private final Member[] members;

    /**
     * @param departures for each core its departures
     * @param firingsWanted for each core for how many of the first samples the record says which neurons fired
     */
    MemberRecords(CoreUnit unit, List<List<Departure>> departures, List<Long> firingsWanted) {
        Slice whole = unit.slice();
        members = IntStream.range(0, unit.members().size())
                .mapToObj(m -> {
                    Slice slice = unit.members().get(m);
                    return new Member(
                            slice.id(),
                            slice.neurons(),
                            new ChannelSplit(
                                    whole.channels(),
                                    slice.channelFrom() - whole.channelFrom(),
                                    slice.channelTo() - whole.channelFrom()),
                            firingsWanted.get(m),
                            departures.get(m).stream().map(Port::of).toList());
                })
                .toArray(Member[]::new);
    }

    /**
     * Writes a step's records: for each core of the unit where something happened.
     *
     * @param operations of each core
     * @param arrived whether anything arrived at a unit of one core
     * @param spikes of the unit
     * @param spikeWords their words
     * @param outputs of the unit, which have sent the spikes
     * @param isUpdated whether neurons were updated though nothing arrived
     */
    void write(
            StepRecord record,
            long[] operations,
            boolean arrived,
            SpikeBits spikes,
            int spikeWords,
            OutputPort[] outputs,
            boolean isUpdated,
            WorkerScratch scratch) {
        SpikeBits own = scratch.memberSpikes();
        for (int m = 0; m < members.length; m++) {
            Member member = members[m];
            int count = spikes.count() == 0 ? 0 : member.split.take(spikes.words(), spikeWords, own.words());
            own.describe(count, spikes.sample(), spikes.bitStep(), spikes.isSignStep());
            if (count > 0) {
                noteRoutes(member, outputs, own.words(), count, scratch);
            }
            boolean isReached = members.length == 1 ? arrived : operations[m] > 0;
            if (isReached || count > 0 || isUpdated || scratch.potentials().count() > 0) {
                CoreRecord.write(
                        record,
                        member.core,
                        operations[m],
                        own,
                        Math.ceilDiv(member.neurons, Long.SIZE),
                        member.firingsWanted,
                        scratch.potentials(),
                        scratch);
            }
        }
    }

    private static void noteRoutes(
            Member member, OutputPort[] outputs, long[] spikes, int count, WorkerScratch scratch) {
        for (int port = 0; port < outputs.length; port++) {
            long[] sent = spikes;
            int sentCount = count;
            if (outputs[port].hasGate()) {
                long[] pooled = outputs[port].pooled();
                sent = scratch.memberOutputs();
                sentCount = member.split.take(pooled, pooled.length, sent);
            }
            List<Route> routes = member.ports.get(port).routes;
            for (int r = 0; r < routes.size(); r++) {
                Route route = routes.get(r);
                int packets = route.packets(sent, sentCount);
                if (packets > 0) {
                    scratch.noteRoute(route.id, packets, sent, route.senders);
                }
            }
        }
    }
}

package org.synfire.emulator.map;

import java.util.Arrays;
import java.util.BitSet;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;

/**
 * Where synapses land that are listed one by one. Each input has at each core that it reaches a metadata entry, a list
 * of neurons and a list of weights.
 *
 * <p><b>Assumption:</b> Darwin3's public toolchain has no delay of single synapses (its "synaptic delay" keeps a whole
 * core silent); where synapses have such delays, they take no axon-in memory here.
 *
 * @param projection the projection
 * @param cut how its target is cut
 * @param axonIn words at each core
 * @param reachOf for each input the number of the set of cores it reaches; {@link AxisClasses#NONE} for none
 * @param coresOf for each such set its cores, rising
 */
record SparseArrival(Projection projection, Cut cut, AxonIn[] axonIn, int[] reachOf, int[][] coresOf)
        implements Arrival {
    static SparseArrival of(Projection projection, SparseSynapses synapses, Cut cut, TableFormat format) {
        int[] coreOf = coreOf(cut, synapses.out());
        boolean[] isSent = isSent(projection, synapses);
        AxonIn[] axonIn = new AxonIn[cut.cores()];
        Arrays.fill(axonIn, AxonIn.NONE);
        Numbering<BitSet> reaches = new Numbering<>();
        int[] reachOf = new int[synapses.in().size()];
        int[] synapsesOf = new int[cut.cores()];
        for (int input = 0; input < reachOf.length; input++) {
            BitSet cores = new BitSet();
            for (int s = synapses.start(input); isSent[input] && s < synapses.start(input + 1); s++) {
                int core = coreOf[synapses.target(s)];
                synapsesOf[core]++;
                cores.set(core);
            }
            reachOf[input] = cores.isEmpty() ? AxisClasses.NONE : reaches.number(cores);
            for (int core = cores.nextSetBit(0); core >= 0; core = cores.nextSetBit(core + 1)) {
                axonIn[core] = axonIn[core].plus(
                        new AxonIn(1, format.idWords(synapsesOf[core]), format.weightWords(synapsesOf[core]), 0));
                synapsesOf[core] = 0;
            }
        }
        int[][] coresOf =
                reaches.values().stream().map(cores -> cores.stream().toArray()).toArray(int[][]::new);
        return new SparseArrival(projection, cut, axonIn, reachOf, coresOf);
    }

    /** For each neuron of the target its core. */
    private static int[] coreOf(Cut cut, Shape shape) {
        int[] channelPart = Cut.partOf(cut.channels());
        int[] rowPart = Cut.partOf(cut.rows());
        int[] columnPart = Cut.partOf(cut.columns());
        int[] coreOf = new int[shape.size()];
        for (int i = 0; i < coreOf.length; i++) {
            int position = i % shape.positions();
            coreOf[i] = cut.core(
                    channelPart[i / shape.positions()],
                    rowPart[position / shape.width()],
                    columnPart[position % shape.width()]);
        }
        return coreOf;
    }

    private static boolean[] isSent(Projection projection, SparseSynapses synapses) {
        boolean[] isSent = new boolean[synapses.in().size()];
        for (int i = 0; i < isSent.length; i++) {
            isSent[i] = projection.sentBy(i) >= 0;
        }
        return isSent;
    }

    @Override
    public Arrival of(Projection other, Cut otherCut) {
        return new SparseArrival(other, otherCut, axonIn, reachOf, coresOf);
    }

    @Override
    public int entries(int input) {
        return reachOf[input] == AxisClasses.NONE ? AxisClasses.NONE : input;
    }

    @Override
    public int entryCount(int input) {
        return coresOf[reachOf[input]].length;
    }

    @Override
    public int reaches() {
        return coresOf.length;
    }

    @Override
    public int reach(int input) {
        return reachOf[input];
    }

    @Override
    public int[] cores(int reach) {
        return coresOf[reach];
    }
}

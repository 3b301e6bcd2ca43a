package org.synfire.network.sanafe;

import java.util.List;
import org.synfire.network.neuron.LeakyNeurons;

/**
 * A network as a file of SANA-FE states it, in whole numbers.
 *
 * @param name of the network
 * @param groups of neurons, in the file's order
 * @param connections between groups
 */
public record SanaFeNetwork(String name, List<Group> groups, List<Connection> connections) {
    /** Most neurons of all groups. */
    public static final int MOST_NEURONS = 1 << 24;

    /** Keeps copies of the lists. */
    public SanaFeNetwork {
        groups = List.copyOf(groups);
        connections = List.copyOf(connections);
    }

    /** Whether the file says for every neuron which core holds it. */
    public boolean isMapped() {
        return groups.stream()
                .allMatch(
                        group -> group.cores().stream().mapToInt(Cores::neurons).sum() == group.neurons());
    }

    /**
     * Neurons that have the same kind of soma.
     *
     * @param name of the group
     * @param thresholds of the neurons, one for each or one for all
     * @param biases added in every step, one for each neuron or one for all
     * @param leak factor of the potential in every step, above 0, at most 1
     * @param reset of a neuron that fires
     * @param neurons their number
     * @param cores which cores hold them, in the order of neurons; empty where the file does not say it
     */
    public record Group(
            String name,
            int neurons,
            int[] thresholds,
            int[] biases,
            double leak,
            LeakyNeurons.Reset reset,
            List<Cores> cores) {
        public Group {
            cores = List.copyOf(cores);
        }
    }

    /**
     * Neurons that follow one another and lie on one core.
     *
     * @param from number of the first
     * @param to number behind the last
     * @param tile number of the tile
     * @param core number of the core in its tile
     */
    public record Cores(int from, int to, int tile, int core) {
        int neurons() {
            return to - from;
        }
    }

    /** Synapses from one group to another, or to itself. */
    public sealed interface Connection {
        /** Number of the group that sends. */
        int source();

        /** Number of the group that receives. */
        int target();

        /**
         * Every neuron with every neuron.
         *
         * @param weights [source][target]
         */
        record Dense(int source, int target, short[] weights) implements Connection {}

        /**
         * Shared weights, no padding; neurons are in the order channel, row, column.
         *
         * @param weights [row][column][input channel][output channel]
         */
        record Convolution(
                int source,
                int target,
                int channels,
                int height,
                int width,
                int kernelHeight,
                int kernelWidth,
                int kernels,
                int strideY,
                int strideX,
                short[] weights)
                implements Connection {
            int outHeight() {
                return (height - kernelHeight) / strideY + 1;
            }

            int outWidth() {
                return (width - kernelWidth) / strideX + 1;
            }

            int weight(int out, int in, int y, int x) {
                return weights[((y * kernelWidth + x) * channels + in) * kernels + out];
            }
        }

        /**
         * Synapses one by one, in any order.
         *
         * @param from neuron that sends, of each synapse
         * @param to neuron that receives
         * @param weights their weights
         */
        record Listed(int source, int target, int[] from, int[] to, short[] weights) implements Connection {}
    }
}

package org.synfire.network.sanafe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;

/** Gathers what a file says of the neurons of a group. */
final class GroupBuilder {
    private final String name;
    private final Attributes common;
    private Attributes[] neurons;
    private Core[] cores;

    GroupBuilder(String name, Attributes common, int count) {
        this.name = name;
        this.common = common;
        this.neurons = new Attributes[count];
        this.cores = new Core[count];
        Arrays.fill(neurons, common);
    }

    String name() {
        return name;
    }

    int size() {
        return neurons.length;
    }

    Attributes common() {
        return common;
    }

    Attributes attributes(int neuron) {
        return neurons[neuron];
    }

    /** Neurons from..to-1 have these attributes; the group grows as far as needed. */
    void set(int from, int to, Attributes attributes) {
        if (to > neurons.length) {
            int before = neurons.length;
            neurons = Arrays.copyOf(neurons, to);
            cores = Arrays.copyOf(cores, to);
            Arrays.fill(neurons, before, to, common);
        }
        Arrays.fill(neurons, from, to, attributes);
    }

    /** @throws InputException if there are not so many neurons */
    void place(String where, int from, int to, Core core) {
        if (to > neurons.length) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: neuron %d of group %s, which has the neurons 0..%d",
                    where,
                    to - 1,
                    name,
                    neurons.length - 1));
        }
        Arrays.fill(cores, from, to, core);
    }

    /**
     * The group.
     *
     * @throws InputException if neurons leak or reset differently, or are not in the order of their cores
     */
    SanaFeNetwork.Group build(String file) {
        Attributes first = neurons[0];
        for (int n = 0; n < neurons.length; n++) {
            if (neurons[n].leak() != first.leak() || neurons[n].reset() != first.reset()) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s: neurons 0 and %d of group %s differ in leak_decay or reset_mode; give each kind a group",
                        file,
                        n,
                        name));
            }
        }
        return new SanaFeNetwork.Group(
                name,
                neurons.length,
                shared(IntStream.range(0, neurons.length)
                        .map(n -> neurons[n].threshold())
                        .toArray()),
                shared(IntStream.range(0, neurons.length)
                        .map(n -> neurons[n].bias())
                        .toArray()),
                first.leak(),
                first.reset(),
                runs());
    }

    private static int[] shared(int[] values) {
        return IntStream.of(values).allMatch(value -> value == values[0]) ? new int[] {values[0]} : values;
    }

    private List<SanaFeNetwork.Cores> runs() {
        List<SanaFeNetwork.Cores> runs = new ArrayList<>();
        int from = 0;
        for (int n = 1; n <= cores.length; n++) {
            if (n == cores.length || !areSame(cores[n], cores[from])) {
                if (cores[from] != null) {
                    runs.add(new SanaFeNetwork.Cores(from, n, cores[from].tile(), cores[from].core()));
                }
                from = n;
            }
        }
        return runs;
    }

    private static boolean areSame(Core one, Core other) {
        return one == null ? other == null : one.equals(other);
    }
}

package org.synfire.network.sanafe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;

/**
 * Gathers what a file says of the neurons of a group. <b>Memory:</b> what a line says of all neurons is kept once; 4
 * bytes for each neuron from the first line on that says something of some, and as much for their cores.
 */
final class GroupBuilder {
    private final String name;
    private final Attributes common;
    private int count;
    /** Empty while all neurons have the common attributes. */
    private Attributes[] neurons = new Attributes[0];
    /** Empty while no neuron has a core. */
    private Core[] cores = new Core[0];

    GroupBuilder(String name, Attributes common, int count) {
        this.name = name;
        this.common = common;
        this.count = count;
    }

    String name() {
        return name;
    }

    int size() {
        return count;
    }

    Attributes common() {
        return common;
    }

    Attributes attributes(int neuron) {
        return neuron < neurons.length ? neurons[neuron] : common;
    }

    /** Neurons from..to-1 have these attributes; the group grows as far as needed. */
    void set(int from, int to, Attributes attributes) {
        count = Math.max(count, to);
        if (to > neurons.length && !attributes.equals(common)) {
            int before = neurons.length;
            neurons = Arrays.copyOf(neurons, count);
            Arrays.fill(neurons, before, count, common);
        }
        Arrays.fill(neurons, Math.min(from, neurons.length), Math.min(to, neurons.length), attributes);
    }

    /** @throws InputException if there are not so many neurons */
    void place(String where, int from, int to, Core core) {
        if (to > count) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: neuron %d of group %s, which has the neurons 0..%d",
                    where,
                    to - 1,
                    name,
                    count - 1));
        }
        cores = cores.length < count ? Arrays.copyOf(cores, count) : cores;
        Arrays.fill(cores, from, to, core);
    }

    /**
     * The group.
     *
     * @throws InputException if neurons leak or reset differently, or are not in the order of their cores
     */
    SanaFeNetwork.Group build(String file) {
        Attributes first = attributes(0);
        for (int n = 0; n < count; n++) {
            if (attributes(n).leak() != first.leak() || attributes(n).reset() != first.reset()) {
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
                count,
                shared(Attributes::threshold),
                shared(Attributes::bias),
                first.leak(),
                first.reset(),
                runs());
    }

    /** One value if all neurons have the same, else one for each. */
    private int[] shared(ToIntFunction<Attributes> of) {
        int first = of.applyAsInt(attributes(0));
        return IntStream.range(0, count).allMatch(n -> of.applyAsInt(attributes(n)) == first)
                ? new int[] {first}
                : IntStream.range(0, count)
                        .map(n -> of.applyAsInt(attributes(n)))
                        .toArray();
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

package org.synfire.network.sparsity;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Sparsity;

/**
 * A choice of RoT and DRLO for every layer of a network that computes and sends codes.
 *
 * @param layers in the order of the network
 */
public record SparsityPlan(List<Layer> layers) {
    /** One layer's choice. */
    public record Layer(String name, Sparsity sparsity) {}

    /** @param layers in the order of the network */
    public SparsityPlan {
        layers = List.copyOf(layers);
    }

    /** The same choice in every layer. */
    public static SparsityPlan uniform(IntegerNetwork network, Sparsity sparsity) {
        return new SparsityPlan(network.codedLayers().stream()
                .map(layer -> new Layer(layer.name(), sparsity))
                .toList());
    }

    /**
     * From numbers as a user gives them.
     *
     * @param rot n of RoT: none, one for all layers, or one per layer; 0 for no rounding
     * @param drlo k of DRLO: none, one for all layers, or one per layer; 0 for all spikes
     * @throws InputException if there are more or fewer, naming the layers, or one is out of range
     */
    public static SparsityPlan of(IntegerNetwork network, int[] rot, int[] drlo) {
        List<Population> coded = network.codedLayers();
        if (coded.isEmpty()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s has no layer that sends codes; RoT and DRLO are for such: leave them out",
                    network.name()));
        }
        requireLength("RoT", rot, coded);
        requireLength("DRLO", drlo, coded);
        return new SparsityPlan(IntStream.range(0, coded.size())
                .mapToObj(i -> new Layer(coded.get(i).name(), sparsity(coded.get(i), at(rot, i), at(drlo, i))))
                .toList());
    }

    private static void requireLength(String what, int[] values, List<Population> layers) {
        if (values.length > 1 && values.length != layers.size()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%d values of %s for %d layers; give one for all, or one for each of: %s",
                    values.length,
                    what,
                    layers.size(),
                    layers.stream().map(Population::name).collect(Collectors.joining(", "))));
        }
    }

    private static int at(int[] values, int layer) {
        return values.length == 0 ? 0 : values[values.length == 1 ? 0 : layer];
    }

    private static Sparsity sparsity(Population layer, int rot, int drlo) {
        try {
            Sparsity sparsity = new Sparsity(rot, drlo);
            layer.with(sparsity);
            return sparsity;
        } catch (InputException outOfRange) {
            throw outOfRange.getMessage().startsWith("layer ")
                    ? outOfRange
                    : new InputException("layer " + layer.name() + ": " + outOfRange.getMessage(), outOfRange);
        }
    }

    /** The choice of a layer, by its place among the layers. */
    public Sparsity sparsity(int layer) {
        return layers.get(layer).sparsity();
    }

    /** The same with another choice in one layer. */
    public SparsityPlan with(int layer, Sparsity sparsity) {
        Layer[] changed = layers.toArray(Layer[]::new);
        changed[layer] = new Layer(changed[layer].name(), sparsity);
        return new SparsityPlan(Arrays.asList(changed));
    }

    /** Whether it changes nothing. */
    public boolean isNone() {
        return layers.stream().allMatch(layer -> layer.sparsity().isNone());
    }

    /**
     * A network that sends what this plan leaves.
     *
     * @throws InputException if the plan is for other layers
     */
    public IntegerNetwork applyTo(IntegerNetwork network) {
        List<Population> coded = network.codedLayers();
        List<String> names = coded.stream().map(Population::name).toList();
        List<String> own = layers.stream().map(Layer::name).toList();
        if (!own.equals(names)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the sparsity is for the layers %s, but the network %s has %s",
                    own,
                    network.name(),
                    names));
        }
        Map<Integer, Sparsity> chosen = new HashMap<>();
        for (int i = 0; i < coded.size(); i++) {
            chosen.put(coded.get(i).id(), layers.get(i).sparsity());
        }
        return network.with(p -> chosen.containsKey(p.id()) ? p.with(chosen.get(p.id())) : p);
    }

    /**
     * Short and unambiguous: {@code r2,d3,-}: RoT(2) in the first layer, DRLO(3) in the second, nothing in the third.
     */
    public String key() {
        return layers.stream().map(layer -> key(layer.sparsity())).collect(Collectors.joining(","));
    }

    private static String key(Sparsity sparsity) {
        return sparsity.isNone()
                ? "-"
                : (sparsity.rounded() > 0 ? "r" + sparsity.rounded() : "")
                        + (sparsity.kept() > 0 ? "d" + sparsity.kept() : "");
    }
}

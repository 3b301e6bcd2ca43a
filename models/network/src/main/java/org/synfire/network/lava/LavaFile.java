package org.synfire.network.lava;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.hdf5.Hdf5Array;
import org.synfire.network.hdf5.Hdf5File;
import org.synfire.network.hdf5.Hdf5Group;

/**
 * Reads {@code .net} files, as lava-dl's {@code export_hdf5} and slayerPytorch's {@code genModel} write them: HDF5 with
 * a group {@code layer} that has a group for each layer, {@code 0}, {@code 1} and so on.
 *
 * <p><b>Limits:</b> at most {@value #MOST_LAYERS} layers. <b>Threads:</b> any.
 */
public final class LavaFile {
    private static final int MOST_LAYERS = 10_000;
    private static final int MOST_STEPS = 1 << 24;

    private final Path file;
    private final List<LavaLayer> layers = new ArrayList<>();
    private Optional<Shape> input = Optional.empty();

    private LavaFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it cannot be read, is no HDF5 file, is damaged, or has a layer that is not possible
     *     here; the message says which layer, why, and what to do
     */
    public static LavaNetwork read(Path file) {
        return new LavaFile(file).network();
    }

    private LavaNetwork network() {
        Hdf5Group root = Hdf5File.read(file).root();
        Hdf5Group group = root.group("layer")
                .orElseThrow(() -> new InputException(file + ": is an HDF5 file, but no network of lava-dl or"
                        + " slayerPytorch: it has no group 'layer'; write it with export_hdf5 or genModel"));
        int count = count(group);
        for (int number = 0; number < count; number++) {
            Hdf5Group one = group.group(String.valueOf(number)).orElseThrow();
            add(new LayerReader(file, one, number, type(one, number)));
        }
        if (layers.isEmpty()) {
            throw new InputException(file + ": has no layer of neurons");
        }
        return new LavaNetwork(file.getFileName().toString(), input.orElseThrow(), layers, steps(root));
    }

    /** Layers are numbered without a gap. */
    private int count(Hdf5Group group) {
        Set<String> names = new TreeSet<>(group.groups());
        if (names.size() > MOST_LAYERS) {
            throw new InputException(String.format(Locale.ROOT, "%s: has more than %,d layers", file, MOST_LAYERS));
        }
        for (int number = 0; number < names.size(); number++) {
            if (!names.contains(String.valueOf(number))) {
                throw new InputException(
                        file + ": its " + names.size() + " layers must be numbered from 0, but there is" + " no layer "
                                + number + "; write the file again with export_hdf5");
            }
        }
        return names.size();
    }

    private String type(Hdf5Group group, int number) {
        List<String> texts = group.array("type")
                .map(Hdf5Array::texts)
                .orElseThrow(
                        () -> new InputException(file + ": layer " + number + " has no type; the tool that wrote the"
                                + " file has left it empty, as lava-dl does with blocks that have no export; build the"
                                + " network of blocks that have one"));
        if (texts.size() != 1) {
            throw new InputException(
                    file + ": layer " + number + " has " + texts.size() + " types where one is expected");
        }
        return texts.getFirst();
    }

    private void add(LayerReader reader) {
        boolean isFirst = input.isEmpty();
        boolean isAnswered = !layers.isEmpty() && layers.getLast() instanceof LavaLayer.Summing;
        if (isAnswered) {
            throw reader.fault("comes behind " + layers.getLast().name()
                    + ", whose sums are the answer; only the last layer can have no neurons that spike");
        }
        switch (reader.type()) {
            case "input" -> {
                if (!isFirst) {
                    throw reader.fault("is a further input; a network has one, as its first layer");
                }
                input = Optional.of(reader.input());
            }
            case "flatten" -> {
                if (isFirst) {
                    throw reader.fault(
                            "comes first, so nothing says what it flattens; write the file with an input" + " layer");
                }
            }
            default -> {
                Shape in = isFirst ? reader.firstShape() : shape();
                input = Optional.of(input.orElse(in));
                layers.add(reader.layer(in));
            }
        }
    }

    private Shape shape() {
        return layers.isEmpty()
                ? input.orElseThrow()
                : layers.getLast().synapses().out();
    }

    /** slayerPytorch states the length of a sample and of a step, both in milliseconds. */
    private OptionalInt steps(Hdf5Group root) {
        Optional<Hdf5Group> simulation = root.group("simulation");
        Optional<Double> sample = simulation.flatMap(group -> number(group, "tSample"));
        Optional<Double> step = simulation.flatMap(group -> number(group, "Ts"));
        if (sample.isEmpty() || step.isEmpty()) {
            return OptionalInt.empty();
        }
        double steps = Math.rint(sample.get() / step.get());
        if (!(steps >= 1 && steps <= MOST_STEPS)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: simulation: tSample %s and Ts %s do not make 1..%d steps",
                    file,
                    sample.get(),
                    step.get(),
                    MOST_STEPS));
        }
        return OptionalInt.of((int) steps);
    }

    private static Optional<Double> number(Hdf5Group group, String name) {
        return group.array(name).map(array -> {
            double[] values = array.reals();
            if (values.length != 1) {
                throw array.fault("has " + values.length + " numbers where one is expected");
            }
            return values[0];
        });
    }
}

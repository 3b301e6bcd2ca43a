package org.synfire.network.neuron;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The neuron models by the names that they have in files. */
public final class NeuronModels {
    private static final Map<String, Function<ParameterReader, NeuronProgram>> READERS = new TreeMap<>(Map.of(
            AssemblyNeurons.MODEL, AssemblyNeurons::read,
            CurrentNeurons.MODEL, CurrentNeurons::read,
            LeakyNeurons.INTEGRATING, LeakyNeurons::readIntegrating,
            LeakyNeurons.LEAKY, LeakyNeurons::readLeaky,
            MintNeurons.MODEL, MintNeurons::read,
            QuantisedLeakNeurons.MODEL, QuantisedLeakNeurons::read));

    private NeuronModels() {}

    /** The names of all models, sorted. */
    public static Set<String> names() {
        return READERS.keySet();
    }

    /**
     * Reads a program.
     *
     * @param model the model's name
     * @param parameters as {@link NeuronProgram#writeTo} has written them
     * @return the program; empty if there is no such model
     * @throws org.synfire.engine.InputException if a parameter is missing or out of range
     */
    public static Optional<NeuronProgram> read(String model, ParameterReader parameters) {
        return Optional.ofNullable(READERS.get(model)).map(reader -> reader.apply(parameters));
    }
}

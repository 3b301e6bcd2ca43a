package org.synfire.emulator.core;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.NeuronFactory;
import org.synfire.engine.memory.RecordLayout;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;

/**
 * The off-heap fields of a core: its neurons' state, spike bits of every due step, pooling. Cores with the same fields
 * share this.
 *
 * @param layout of all fields
 * @param inputs for each projection that it receives the planes of all banks, one bank after the other
 * @param gates for each departure the tied inputs of its gate, if these are kept
 * @param potentialBytes bytes of the neurons' state words
 */
record CoreState(
        RecordLayout layout,
        List<List<RecordLayout.Field>> inputs,
        List<Optional<RecordLayout.Field>> gates,
        long potentialBytes) {
    /** Keeps copies of the lists. */
    CoreState {
        inputs = inputs.stream().map(List::copyOf).toList();
        gates = List.copyOf(gates);
    }

    /**
     * Spike bits of one projection.
     *
     * @param axonWords words of a plane
     * @param banks one for each due step
     * @param planes of each bank
     */
    record Input(int axonWords, int banks, int planes) {}

    /** Makes the states of cores, equal ones once. <b>Threads:</b> any number at once. */
    static final class Factory {
        private static final long NO_WORDS = -1;

        private final IntegerNetwork network;
        private final NeuronFactory neurons;
        private final Map<Key, CoreState> states = new ConcurrentHashMap<>();

        /** @param gateWords for each departure the words of its gate, or {@link #NO_WORDS} */
        private record Key(
                Neurons neurons, int count, boolean keepsPotentials, List<Input> inputs, List<Long> gateWords) {}

        Factory(IntegerNetwork network, NeuronFactory neurons) {
            this.network = network;
            this.neurons = neurons;
        }

        /**
         * The state of a core.
         *
         * @param keepsPotentials as {@link NeuronFactory#describeState} says
         * @param gates for each departure its gate, if it has one
         */
        CoreState of(Slice slice, boolean keepsPotentials, List<Input> inputs, List<Optional<MaxGate>> gates) {
            Population population = network.population(slice.population());
            List<Long> gateWords = gates.stream()
                    .map(gate -> gate.map(of -> words(of, slice)).orElse(NO_WORDS))
                    .toList();
            return states.computeIfAbsent(
                    new Key(population.neurons(), slice.neurons(), keepsPotentials, inputs, gateWords),
                    key -> state(population, key));
        }

        private long words(MaxGate gate, Slice slice) {
            return network.coding() == Coding.CODES ? BitSerialMax.stateWords(HeldWindows.of(gate, slice)) : NO_WORDS;
        }

        private CoreState state(Population population, Key key) {
            RecordLayout.Builder builder = RecordLayout.named("state of a core");
            neurons.describeState(builder, population, key.count, key.keepsPotentials);
            for (int i = 0; i < key.inputs.size(); i++) {
                for (String field : fields(i, key.inputs.get(i))) {
                    builder.field(field, ValueLayout.JAVA_LONG, key.inputs.get(i).axonWords);
                }
            }
            for (int d = 0; d < key.gateWords.size(); d++) {
                if (key.gateWords.get(d) != NO_WORDS) {
                    builder.field(gateField(d), ValueLayout.JAVA_LONG, key.gateWords.get(d));
                }
            }
            RecordLayout layout = builder.build();
            List<List<RecordLayout.Field>> inputs = new ArrayList<>();
            for (int i = 0; i < key.inputs.size(); i++) {
                inputs.add(
                        fields(i, key.inputs.get(i)).stream().map(layout::field).toList());
            }
            return new CoreState(
                    layout,
                    inputs,
                    IntStream.range(0, key.gateWords.size())
                            .mapToObj(d -> Optional.of(d)
                                    .filter(of -> key.gateWords.get(of) != NO_WORDS)
                                    .map(of -> layout.field(gateField(of))))
                            .toList(),
                    neurons.stateFields(population, key.keepsPotentials).stream()
                            .mapToLong(field -> layout.field(field).sizeBytes())
                            .sum());
        }

        private static List<String> fields(int input, Input of) {
            return IntStream.range(0, of.banks * of.planes)
                    .mapToObj(i -> "spikes of input " + input + ", bank " + i / of.planes + ", plane " + i % of.planes)
                    .toList();
        }

        private static String gateField(int departure) {
            return "tied inputs of gate " + departure;
        }
    }
}

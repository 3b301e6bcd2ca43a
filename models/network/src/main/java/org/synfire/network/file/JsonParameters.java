package org.synfire.network.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.synfire.network.neuron.ParameterReader;
import org.synfire.network.neuron.ParameterWriter;

/** The parameters of neuron programs as keys of a JSON object. */
final class JsonParameters {
    private JsonParameters() {}

    /** Reads from an object. */
    record Reader(CheckedJson json) implements ParameterReader {
        @Override
        public int whole(String name, int least, int most) {
            return json.whole(name, least, most);
        }

        @Override
        public int[] wholes(String name, int least, int most) {
            return json.wholes(name, least, most);
        }

        @Override
        public <E extends Enum<E>> E constant(String name, Class<E> type) {
            return json.name(name, type);
        }

        @Override
        public String text(String name) {
            return json.text(name);
        }

        @Override
        public boolean[] truths(String name) {
            return json.truths(name);
        }
    }

    /** Writes into an object. */
    record Writer(ObjectNode json) implements ParameterWriter {
        @Override
        public void whole(String name, int value) {
            json.put(name, value);
        }

        @Override
        public void wholes(String name, int[] values) {
            ArrayNode list = json.putArray(name);
            for (int value : values) {
                list.add(value);
            }
        }

        @Override
        public void constant(String name, Enum<?> value) {
            json.put(name, value.name());
        }

        @Override
        public void text(String name, String value) {
            json.put(name, value);
        }

        @Override
        public void truths(String name, boolean[] values) {
            ArrayNode list = json.putArray(name);
            for (boolean value : values) {
                list.add(value);
            }
        }
    }
}

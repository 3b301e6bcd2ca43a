package org.synfire.network.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.synfire.engine.InputException;
import org.synfire.network.onnx.model.Models;
import org.synfire.network.onnx.proto.AttributeProto;
import org.synfire.network.onnx.proto.AttributeProto.AttributeType;
import org.synfire.network.onnx.proto.TensorProto;

/**
 * The attributes of one ONNX node, read by name and type. An attribute that nobody asked for is an error, because it
 * could change what the node means.
 */
final class Attributes {
    private final Map<String, AttributeProto> byName = new HashMap<>();
    private final Set<String> unread;

    /** @throws InputException if an attribute is there twice */
    Attributes(List<AttributeProto> attributes) {
        for (AttributeProto attribute : attributes) {
            if (byName.put(attribute.getName(), attribute) != null) {
                throw new InputException(
                        String.format(Locale.ROOT, "attribute %s is given twice", attribute.getName()));
            }
        }
        unread = new HashSet<>(byName.keySet());
        unread.removeAll(Models.ANNOTATIONS);
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    int integer(String name, int absent) {
        AttributeProto attribute = typed(name, AttributeType.INT);
        return attribute == null ? absent : inRange(name, attribute.getI());
    }

    /**
     * A switch, off where it is absent.
     *
     * @throws InputException if it is neither 0 nor 1
     */
    boolean isSet(String name) {
        int value = integer(name, 0);
        if (value != 0 && value != 1) {
            throw new InputException(String.format(Locale.ROOT, "attribute %s is %d; it must be 0 or 1", name, value));
        }
        return value == 1;
    }

    float real(String name, float absent) {
        AttributeProto attribute = typed(name, AttributeType.FLOAT);
        return attribute == null ? absent : attribute.getF();
    }

    String text(String name, String absent) {
        AttributeProto attribute = typed(name, AttributeType.STRING);
        return attribute == null ? absent : attribute.getS().toStringUtf8();
    }

    /** A list of integers, {@code null} where it is absent. */
    int[] integers(String name) {
        AttributeProto attribute = typed(name, AttributeType.INTS);
        return attribute == null
                ? null
                : attribute.getIntsList().stream()
                        .mapToInt(value -> inRange(name, value))
                        .toArray();
    }

    /** A list of places on axes, {@code null} where it is absent; beyond 32 bits any number stands for the end. */
    int[] places(String name) {
        AttributeProto attribute = typed(name, AttributeType.INTS);
        return attribute == null
                ? null
                : attribute.getIntsList().stream()
                        .mapToInt(value -> Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE))
                        .toArray();
    }

    /** A list of reals; the attribute must be there. */
    float[] reals(String name) {
        AttributeProto attribute = typed(name, AttributeType.FLOATS);
        float[] values = new float[attribute.getFloatsCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = attribute.getFloats(i);
        }
        return values;
    }

    /** A tensor; the attribute must be there. */
    TensorProto tensor(String name) {
        return typed(name, AttributeType.TENSOR).getT();
    }

    /** Accepts attributes that do not matter for inference. */
    void ignore(String... names) {
        unread.removeAll(List.of(names));
    }

    /** @throws InputException if there is an attribute that was neither read nor ignored */
    void requireAllRead() {
        if (!unread.isEmpty()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "attribute %s is not known for this operator",
                    unread.stream().sorted().findFirst().orElseThrow()));
        }
    }

    private AttributeProto typed(String name, AttributeType type) {
        unread.remove(name);
        AttributeProto attribute = byName.get(name);
        if (attribute != null && attribute.getType() != type) {
            throw new InputException(String.format(
                    Locale.ROOT, "attribute %s is of type %s; %s is needed", name, attribute.getType(), type));
        }
        return attribute;
    }

    private static int inRange(String name, long value) {
        if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
            throw new InputException(
                    String.format(Locale.ROOT, "attribute %s has the value %d, which is out of range", name, value));
        }
        return (int) value;
    }
}

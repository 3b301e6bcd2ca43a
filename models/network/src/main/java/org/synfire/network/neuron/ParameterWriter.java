package org.synfire.network.neuron;

/** Takes the parameters of a {@link NeuronProgram} by name. A file format provides it. */
public interface ParameterWriter {
    /** A whole number. */
    void whole(String name, int value);

    /** Whole numbers. */
    void wholes(String name, int[] values);

    /** A constant of an enumeration. */
    void constant(String name, Enum<?> value);

    /** A text. */
    void text(String name, String value);

    /** Truth values. */
    void truths(String name, boolean[] values);
}

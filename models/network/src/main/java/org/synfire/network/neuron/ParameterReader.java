package org.synfire.network.neuron;

/**
 * Gives the parameters of a {@link NeuronProgram} by name. A file format provides it. <b>Errors:</b> every method
 * throws {@link org.synfire.engine.InputException} with the place in the file if the parameter is missing, of another
 * type or out of range.
 */
public interface ParameterReader {
    /** A whole number of {@code least..most}. */
    int whole(String name, int least, int most);

    /** Whole numbers of {@code least..most} each. */
    int[] wholes(String name, int least, int most);

    /** A constant of an enumeration. */
    <E extends Enum<E>> E constant(String name, Class<E> type);

    /** A text. */
    String text(String name);

    /** Truth values. */
    boolean[] truths(String name);
}

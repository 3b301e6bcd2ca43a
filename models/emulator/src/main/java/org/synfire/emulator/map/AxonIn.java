package org.synfire.emulator.map;

/**
 * Axon-in words by what they hold (REFERENCE A4, A5).
 *
 * @param metadata one for each axon: where its lists are, or its shared weight
 * @param neuronIds lists of target neurons, several numbers a word
 * @param weights lists of weights, several a word
 * @param state inference state of the neurons
 */
public record AxonIn(long metadata, long neuronIds, long weights, long state) {
    /** Nothing. */
    public static final AxonIn NONE = new AxonIn(0, 0, 0, 0);

    /** All of them. */
    public long words() {
        return metadata + neuronIds + weights + state;
    }

    AxonIn plus(AxonIn other) {
        return new AxonIn(
                metadata + other.metadata, neuronIds + other.neuronIds, weights + other.weights, state + other.state);
    }
}

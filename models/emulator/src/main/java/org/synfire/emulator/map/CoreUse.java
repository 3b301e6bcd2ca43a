package org.synfire.emulator.map;

import org.synfire.noc.chip.CoreType;

/**
 * What one core holds and what it could.
 *
 * @param slice number of the slice
 * @param type the kind of core it lies on; {@code null} for the input, which lies on no neuron core and takes none of
 *     this memory
 * @param neurons neurons held
 * @param axonIn axon-in (dendrite) words: tables of all inbound projections and the state of the neurons
 * @param axonInLimit axon-in words that the core has
 * @param axonOutWords axon-out words: one for each neuron (and output of a pooling gate), and the lists of destinations
 * @param axonOutLimit axon-out words that the core has
 * @param delayBits bits of memory in which spikes wait for a longer branch: senders times steps, over all inbound
 *     projections. Where on the chip they lie is not known, so they are in no limit
 */
public record CoreUse(
        int slice,
        CoreType type,
        int neurons,
        AxonIn axonIn,
        int axonInLimit,
        long axonOutWords,
        int axonOutLimit,
        long delayBits) {
    /** Axon-in words used. */
    public long axonInWords() {
        return axonIn.words();
    }
}

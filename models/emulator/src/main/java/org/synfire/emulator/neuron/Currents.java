package org.synfire.emulator.neuron;

/** What a drive gives the neurons of one core. <b>Order:</b> the steps of a sample rise, from 0. */
interface Currents {
    /** Adds to what arrives at each neuron in a step of a sample. */
    void addTo(int[] inputs, long sample, int step);
}

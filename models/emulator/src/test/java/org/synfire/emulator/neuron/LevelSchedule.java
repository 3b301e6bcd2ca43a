package org.synfire.emulator.neuron;

/** The schedule of a layer that sends codes, from its level. */
final class LevelSchedule {
    private LevelSchedule() {}

    /** @param level 0 is the input */
    static Schedule of(int level, int bits, int intervalSteps, long samples) {
        return new Schedule((level - 1) * bits + 1, level * bits, bits, intervalSteps, samples);
    }
}

package org.synfire.emulator.experiment;

import org.synfire.emulator.map.Mapping;

/**
 * A network on the chip.
 *
 * @param seconds host time that mapping took
 */
record PlacedNetwork(Mapping mapping, double seconds) {}

/**
 * How long packets and steps take on the chip, as observers: by counting
 * ({@link org.synfire.emulator.timing.IdealTiming}), or with every flit through every router
 * ({@link org.synfire.emulator.timing.CycleTiming}). What the network computes does not depend on them.
 */
package org.synfire.emulator.timing;

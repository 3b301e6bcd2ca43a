/**
 * The dense twin of the emulator: an integer network computed by plain loops, with no spikes, no time steps and no vector API in it.
 *
 * <p>It shares with the emulator only the definition of the network ({@link org.synfire.models.integer}), of which {@link
 * org.synfire.models.integer.Rescale#apply} is the one place that rounds. The emulator must equal it bit for bit.
 */
package org.synfire.models.reference;

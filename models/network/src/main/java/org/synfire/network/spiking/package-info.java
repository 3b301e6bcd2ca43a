/**
 * Trained spiking networks of integers as plain values: a chain of {@link org.synfire.network.spiking.IntegerLayer}s
 * behind {@link org.synfire.network.spiking.PixelCode}s. Training makes them; the emulator runs them as an
 * {@link org.synfire.network.integer.IntegerNetwork}.
 */
package org.synfire.network.spiking;

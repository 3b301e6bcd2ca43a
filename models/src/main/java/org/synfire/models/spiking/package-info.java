/**
 * Trained spiking networks of integers as plain values: a chain of {@link org.synfire.models.spiking.IntegerLayer}s
 * behind {@link org.synfire.models.spiking.PixelCode}s. Training makes them; the emulator runs them as an
 * {@link org.synfire.models.integer.IntegerNetwork}.
 */
package org.synfire.models.spiking;

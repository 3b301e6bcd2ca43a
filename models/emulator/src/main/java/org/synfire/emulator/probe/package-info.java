/**
 * Probes that a user chooses: the potentials of a layer, the raster's layer, and what each layer loses of its real
 * values.
 *
 * <p>A probe of one's own is a {@link org.synfire.emulator.core.StepObserver} that {@code Experiment.observedBy} takes.
 */
package org.synfire.emulator.probe;

/**
 * What a run counts of every step, as observers: spikes and operations by layer and by bit, the fingerprint, the
 * raster.
 */
package org.synfire.emulator.measure;

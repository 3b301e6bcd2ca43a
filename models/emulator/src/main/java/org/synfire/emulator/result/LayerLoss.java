package org.synfire.emulator.result;

/**
 * What one layer's spikes carry of its real values.
 *
 * @param layer name of the operation that ends it
 * @param values values compared
 * @param signalToNoiseDb power of the real values over that of the differences, in decibels; infinite where nothing
 *     differs
 * @param saturated share of values at the end of the code's range, 0..1; 0 for raw answers
 * @param zeroed share of values that are not 0 but are sent as 0
 */
public record LayerLoss(String layer, long values, double signalToNoiseDb, double saturated, double zeroed) {}

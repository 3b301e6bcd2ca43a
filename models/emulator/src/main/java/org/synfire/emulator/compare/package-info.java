/**
 * Finished runs beside each other: what differs in their settings and in what they measured.
 *
 * <pre>
 *   ComparedRun (a folder of a run, its samples) x 2..8 --> Comparison (compare.json)
 *                                                             PerRun       a figure of each run, ratios to the first
 *                                                             McNemarTest  whether two accuracies differ
 * </pre>
 *
 * Texts and pages of a comparison are the tools'.
 */
package org.synfire.emulator.compare;

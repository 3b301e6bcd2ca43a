/**
 * Descriptions of chips: mesh, clock, limits per core, router cycles and energy per event, every figure with its
 * source.
 *
 * <pre>
 *   darwin3.yaml --ChipFile--> ChipDescription --ChipTable--> lines for a person
 *   (built in: Chips)            one Figure per ChipFigure
 * </pre>
 *
 * <p>Figures that nobody has published are marked assumed, here and in every report. Nothing here counts events or adds
 * up energy.
 */
package org.synfire.noc.chip;

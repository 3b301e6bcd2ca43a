/**
 * The energy of a run on a chip: counted events times the energy of each event, part by part.
 *
 * <pre>
 *   EnergyEvents (counted)  x  Figures of the chip  ->  EnergyModel  ->  EnergyBreakdown: EnergyParts, total,
 *                                                                        what is assumed
 *   EventCounts           x  EventCosts           ->  EventEnergyModel  ->  the same
 * </pre>
 *
 * <p>Energies are of chip time and chip events, never of the host that emulates them.
 */
package org.synfire.noc.energy;

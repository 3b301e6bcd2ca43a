package org.synfire.network.quantize;

/**
 * What the value of a node is in the plan: a population that may still be open, or the codes of a closed one, or of
 * several, on their way.
 */
sealed interface PlannedValue permits PlannedPopulation, Signal, Merged {}

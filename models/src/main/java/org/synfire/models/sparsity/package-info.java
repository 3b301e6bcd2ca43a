/**
 * Which layer keeps which spikes back: RoT and DRLO per layer, as a value, as a file, and as the result of a search.
 *
 * <p>{@link org.synfire.models.sparsity.SparsityPlan} names a choice for every layer that sends codes.
 * {@link org.synfire.models.sparsity.SparsitySearch} finds the plan that cuts the most synaptic operations within an
 * accuracy budget; every trial goes to a {@link org.synfire.models.sparsity.TrialJournal}, so that an interrupted
 * search loses nothing. What RoT and DRLO are stands in {@link org.synfire.models.integer.Sparsity}.
 */
package org.synfire.models.sparsity;

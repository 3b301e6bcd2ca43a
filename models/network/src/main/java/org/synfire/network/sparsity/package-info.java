/**
 * Which layer suppresses which spikes: RoT and DRLO per layer, as a value
 * ({@link org.synfire.network.sparsity.SparsityPlan}) and as a JSON file
 * ({@link org.synfire.network.sparsity.SparsityFile}). What RoT and DRLO do to one code stands in
 * {@link org.synfire.network.integer.Sparsity}.
 */
package org.synfire.network.sparsity;

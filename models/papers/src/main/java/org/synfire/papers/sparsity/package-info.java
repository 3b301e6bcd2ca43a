/**
 * The search for the sparsity that a network bears: {@link org.synfire.papers.sparsity.SparsitySearch} finds the plan
 * of RoT and DRLO that removes the most synaptic operations within an accuracy budget. Every trial is written to a
 * {@link org.synfire.papers.sparsity.TrialJournal}, so an interrupted search loses nothing.
 */
package org.synfire.papers.sparsity;

package org.synfire.papers.sparsity;

/**
 * What a plan does to the calibration samples.
 *
 * @param correct answered as labelled
 * @param changedAnswers answered otherwise than with every spike
 * @param operations synaptic operations of all samples
 * @param outputError squared difference of the answers from those with every spike, over their variance
 */
public record Trial(int correct, int changedAnswers, long operations, double outputError) {}

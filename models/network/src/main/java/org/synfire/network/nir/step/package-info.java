/**
 * Networks of NIR in real numbers: {@link org.synfire.network.nir.step.NirStepper} computes a network step by step in
 * double precision, by the rules of {@link org.synfire.network.nir.step.StepOptions}. It is the witness beside runs in
 * integers.
 */
package org.synfire.network.nir.step;

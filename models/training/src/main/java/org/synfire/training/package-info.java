/**
 * The training service: trains networks and measures the curvature of their loss, with PyTorch.
 *
 * <pre>
 *   TrainingRequest --> SpikingTraining --> learn, checkpoint --> Evaluation --> files, TrainingReport
 *   HessianRequest  --> hessian --> traces --> allocation --> HessianFindings
 * </pre>
 *
 * Programs find it as a {@link org.synfire.network.training.TrainingService}. No other module depends on this one.
 */
package org.synfire.training;

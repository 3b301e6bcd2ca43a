/**
 * What to train, how to train it, and the service that does it.
 *
 * <pre>
 *   TrainingRequest: description, QuantizationPlan, Recipe, images --+
 *                                                                    +--> TrainingService --> files, TrainingReport
 *   HessianRequest: trained network, images, bits to choose from  ---+                   --> HessianFindings
 * </pre>
 *
 * The values here need no training library. An implementation of {@link TrainingService} is found on the class path or
 * module path at run time, so nothing depends on the module that has it.
 */
package org.synfire.network.training;

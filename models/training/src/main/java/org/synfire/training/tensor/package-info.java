/** What every part of the training does with tensors. */
package org.synfire.training.tensor;

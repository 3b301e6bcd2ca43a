/** Operations on tensors that the other packages share. */
package org.synfire.training.tensor;

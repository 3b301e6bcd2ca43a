/** Choosing bits for each layer: plain arithmetic on sensitivities and sizes, without tensors. */
package org.synfire.training.allocation;

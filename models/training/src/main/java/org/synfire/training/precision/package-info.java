/** How many bits each layer has and by which rule reals become integers: plain values, no tensors. */
package org.synfire.training.precision;

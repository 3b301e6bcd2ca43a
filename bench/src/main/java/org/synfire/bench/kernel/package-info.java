/**
 * How fast the inner loops of a core are: the scatter of a convolution's weights and the update of neurons, with vector
 * and scalar kernels. Every benchmark checks what it computed.
 */
package org.synfire.bench.kernel;

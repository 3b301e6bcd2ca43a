/** Which layer gets how many bits: plain arithmetic over sensitivities and sizes. */
package org.synfire.training.allocation;

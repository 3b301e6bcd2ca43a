/** The speed of the cycle-accurate network-on-chip. */
package org.synfire.bench.noc;

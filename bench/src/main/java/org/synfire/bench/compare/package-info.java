/** The network-on-chip beside the measurements of another simulator. */
package org.synfire.bench.compare;

/** The network-on-chip beside measurements of others. */
package org.synfire.bench.noc;

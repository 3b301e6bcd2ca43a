/** Changes of a graph of real-valued operations that keep what it computes: fewer nodes, the same outputs. */
package org.synfire.network.fold;

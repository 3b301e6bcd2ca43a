/**
 * Networks in the Neuromorphic Intermediate Representation (NIR): {@link org.synfire.network.nir.NirFile} reads a file
 * into plain values, and {@link org.synfire.network.nir.NirNetwork} is a graph without nested graphs whose shapes fit.
 *
 * <p><b>Source:</b> Pedersen et al., "Neuromorphic intermediate representation: a unified instruction set for
 * interoperable brain-inspired computing", 2024, and the files of the NIR project from version 0.0.1 on.
 */
package org.synfire.network.nir;

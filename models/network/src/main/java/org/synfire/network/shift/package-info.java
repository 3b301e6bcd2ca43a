/**
 * Reads integer networks with power-of-two rescaling, the form in which the MAX78000 family's tools publish trained
 * networks.
 *
 * <p>Such a network is a {@code .json} file that lists its layers and an {@code .npz} archive of NumPy arrays beside it
 * that holds their weights. Everything is an integer already, so nothing is quantised here:
 * {@link org.synfire.network.shift.Int8ShiftNetwork} only puts it in our terms.
 */
package org.synfire.network.shift;

/**
 * NumPy's array files: {@link org.synfire.network.npy.NpyArray} reads one array ({@code .npy}), and
 * {@link org.synfire.network.npy.NpzArchive} reads a ZIP archive of them ({@code .npz}).
 */
package org.synfire.network.npy;

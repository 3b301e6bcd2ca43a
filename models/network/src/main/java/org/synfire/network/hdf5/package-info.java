/**
 * HDF5 files as groups and arrays of numbers and texts: {@link org.synfire.network.hdf5.Hdf5File}. jHDF decodes them;
 * its errors become errors for the user here and nowhere else.
 */
package org.synfire.network.hdf5;

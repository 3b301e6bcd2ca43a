/**
 * Labelled images to run networks on: the IDX files of MNIST and Fashion-MNIST, the binary batches of CIFAR-10, and
 * digits that are drawn from a seed.
 *
 * <pre>
 *   folder of files -- DataSets.open --+
 *                                      +--> DataSet --+-- train() --> ImageSet: size, label(i), pixels(i)
 *   seed ------------- Digits.dataSet -+              +-- test()  --> ImageSet
 * </pre>
 *
 * Pixels are the raw bytes 0..255 of the files; how a network wants them scaled is not known here. Whatever is wrong
 * with a file is an {@link org.synfire.engine.InputException} that names the file, the place in it and what was
 * expected.
 */
package org.synfire.network.data;

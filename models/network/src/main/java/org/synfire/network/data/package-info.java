/**
 * Labelled images to run networks on: IDX files as MNIST's, CIFAR-10 and CIFAR-100, folders and lists of image files,
 * NumPy arrays, annotations of VOC and COCO, and digits that are drawn from a seed.
 *
 * <pre>
 *   folder or file -- DataSets.open(place, ImageReading) --+
 *                                                          +--> DataSet --+-- train() --> ImageSet: size, label(i),
 *   seed ------------ Digits.dataSet ----------------------+              +-- test()      pixels(i), classNames, notes
 * </pre>
 *
 * <p>Pixels are bytes 0..255: those of the files, or what an {@link org.synfire.network.image.ImageTransform} makes of
 * them; how a network wants them scaled is not known here. Sets of IDX files, CIFAR and arrays lie in memory; images in
 * files of their own are decoded one by one. Whatever is wrong with a file is an
 * {@link org.synfire.engine.InputException} that names the file, the place in it and what was expected.
 */
package org.synfire.network.data;

/**
 * The experiments of the SDANN paper (arXiv 2505.12221v1) as programs over networks and data that are there.
 *
 * <p>{@link org.synfire.papers.sdann.SdannReproduction} runs one network through the paper's tables 2 to 10 and gives
 * {@link org.synfire.papers.sdann.TableRow}s, the paper's own figures beside them where it has that row.
 * {@link org.synfire.emulator.probe.AccuracyProbe} shows, layer by layer, what the spikes carry of the real values.
 * {@link org.synfire.papers.sdann.TinyVgg} stands in for the network whose energy the paper measured on the chip.
 */
package org.synfire.papers.sdann;

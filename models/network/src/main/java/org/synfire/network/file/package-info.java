/**
 * Integer network files (.sin): networks of integers as other programs and later runs read them.
 *
 * <pre>{@code
 * IntegerSpikingNetwork   <--> SpikingNetworkFile                      --+
 *                                                                        +--> NetworkArchive: network.json and
 * IntegerNetwork of codes <-- PopulationReader <-- PopulationWriter --+    packed integers in a ZIP archive
 *
 * NetworkFile.read: either kind, ready to run
 * }</pre>
 */
package org.synfire.network.file;

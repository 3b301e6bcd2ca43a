/**
 * Networks of the simulator SANA-FE: its YAML files and its netlists, as values and as networks of integers.
 *
 * <pre>
 *   network.yaml --SanaFeYaml---+
 *                               +--> SanaFeNetwork --SanaFeConversion--> IntegerNetwork, slices by core
 *   network.net  --SanaFeNetlist+
 * </pre>
 */
package org.synfire.network.sanafe;

/**
 * What was measured of the curvature of a trained network's loss, layer by layer, as a value and as a JSON file. The
 * training part measures it; the papers part makes tables of it.
 */
package org.synfire.network.curvature;

/**
 * Runs a model file as it stands, in floating point, through ONNX Runtime: the witness for accuracy and the source of
 * the values that calibration needs.
 */
package org.synfire.network.floating;

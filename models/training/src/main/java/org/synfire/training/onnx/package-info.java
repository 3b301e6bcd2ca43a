/**
 * Writing of trained networks as ONNX models.
 *
 * <pre>
 *   SpikingNetwork of ReLUs --> ReluExport --> OnnxGraph --> ModelProto
 * </pre>
 */
package org.synfire.training.onnx;

/**
 * ONNX models as files and messages: read whole, external data included, and rewritten to standard operators where a
 * file has others that mean the same.
 */
package org.synfire.network.onnx.model;

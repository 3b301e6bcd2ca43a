/**
 * Trains the network of the built-in demo on generated digits with PyTorch and writes it as an ONNX file.
 *
 * <pre>
 *   Digits (train) --> DemoTrainer --> DemoNetwork --> OnnxGraph --> digits.onnx
 *   Digits (test)  ------^ accuracy
 * </pre>
 *
 * The file is committed with the models; this module is needed only to make it anew.
 */
package org.synfire.training;

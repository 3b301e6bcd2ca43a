/**
 * Commands of the training part, and the network of the built-in demo, trained on generated digits and written as an
 * ONNX file.
 *
 * <pre>
 *   train:   description, images --> learn --> checkpoint.pt, network.sin, train.json
 *   hessian: checkpoint or ONNX file, images --> hessian --> traces --> allocation --> bits per layer
 *   demo:    Digits --> DemoTrainer --> DemoNetwork --> OnnxGraph --> digits.onnx
 * </pre>
 *
 * The demo's file is committed with the models; this module is needed only to make it anew.
 */
package org.synfire.training;

/**
 * The network of the built-in demo: its layers, and the program that trains it and writes its file.
 *
 * <pre>
 *   Digits --> Trainer --> DemoNetwork --> OnnxGraph --> digits.onnx
 * </pre>
 *
 * The network module has the file. This package is needed only to make it anew.
 */
package org.synfire.training.demo;

package org.synfire.network.onnx;

/** How the file's tensor stands for the real values of an activation. */
sealed interface Encoding {
    /** As they are. */
    record Real() implements Encoding {}

    /** As the integers of the graph's input, whose meaning a DequantizeLinear is yet to say. */
    record Stored(ElementType type) implements Encoding {}

    /** As integers written by QuantizeLinear: real value = scale * (integer - zeroPoint). */
    record Quantized(float scale, int zeroPoint, ElementType type) implements Encoding {}

    /** Divided by a scale that the file computes from each image anew; {@code id} tells such scales apart. */
    record Dynamic(String id) implements Encoding {}

    Encoding REAL = new Real();
}

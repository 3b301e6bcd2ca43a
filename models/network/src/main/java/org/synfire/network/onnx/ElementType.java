package org.synfire.network.onnx;

import org.synfire.network.onnx.proto.TensorProto.DataType;

/** The element types of tensors that the importer reads. */
enum ElementType {
    FLOAT(DataType.FLOAT, 4, 0, 0),
    INT8(DataType.INT8, 1, Byte.MIN_VALUE, Byte.MAX_VALUE),
    UINT8(DataType.UINT8, 1, 0, 255),
    BOOL(DataType.BOOL, 1, 0, 1),
    INT32(DataType.INT32, 4, Integer.MIN_VALUE, Integer.MAX_VALUE),
    /** Held as 32 bits. */
    INT64(DataType.INT64, 8, Integer.MIN_VALUE, Integer.MAX_VALUE);

    private final DataType code;
    private final int bytes;
    private final int low;
    private final int high;

    ElementType(DataType code, int bytes, int low, int high) {
        this.code = code;
        this.bytes = bytes;
        this.low = low;
        this.high = high;
    }

    /** Its number in a file. */
    int code() {
        return code.getNumber();
    }

    /** Bytes of one element in raw data. */
    int bytes() {
        return bytes;
    }

    /** The smallest integer of this type. */
    int low() {
        return low;
    }

    /** The largest integer of this type. */
    int high() {
        return high;
    }

    /** Whether this is a type that activations are quantised to. */
    boolean isCode() {
        return this == INT8 || this == UINT8;
    }
}

package org.synfire.network.onnx;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.function.IntToLongFunction;
import org.synfire.engine.InputException;
import org.synfire.network.onnx.proto.TensorProto;
import org.synfire.network.onnx.proto.TensorProto.DataType;

/** The element types that a file may store, and what they are read as. Reals of any width become 32-bit ones. */
enum StoredType {
    FLOAT(DataType.FLOAT, 32, ElementType.FLOAT, 0, 0),
    DOUBLE(DataType.DOUBLE, 64, ElementType.FLOAT, 0, 0),
    FLOAT16(DataType.FLOAT16, 16, ElementType.FLOAT, 0, 0),
    BFLOAT16(DataType.BFLOAT16, 16, ElementType.FLOAT, 0, 0),
    INT4(DataType.INT4, 4, ElementType.INT8, -8, 7),
    UINT4(DataType.UINT4, 4, ElementType.UINT8, 0, 15),
    INT8(DataType.INT8, 8, ElementType.INT8, Byte.MIN_VALUE, Byte.MAX_VALUE),
    UINT8(DataType.UINT8, 8, ElementType.UINT8, 0, 255),
    BOOL(DataType.BOOL, 8, ElementType.BOOL, 0, 1),
    INT16(DataType.INT16, 16, ElementType.INT32, Short.MIN_VALUE, Short.MAX_VALUE),
    UINT16(DataType.UINT16, 16, ElementType.INT32, 0, 0xFFFF),
    INT32(DataType.INT32, 32, ElementType.INT32, Integer.MIN_VALUE, Integer.MAX_VALUE),
    UINT32(DataType.UINT32, 32, ElementType.INT64, 0, 0xFFFF_FFFFL),
    INT64(DataType.INT64, 64, ElementType.INT64, Long.MIN_VALUE, Long.MAX_VALUE),
    UINT64(DataType.UINT64, 64, ElementType.INT64, Long.MIN_VALUE, Long.MAX_VALUE);

    private final DataType code;
    private final int bits;
    private final ElementType readsAs;
    private final long low;
    private final long high;

    StoredType(DataType code, int bits, ElementType readsAs, long low, long high) {
        this.code = code;
        this.bits = bits;
        this.readsAs = readsAs;
        this.low = low;
        this.high = high;
    }

    /** Real elements by index. */
    @FunctionalInterface
    interface Reals {
        float at(int index);
    }

    /** @throws InputException if the code is none of these; {@code what} names the tensor */
    static StoredType of(int code, String what) {
        for (StoredType type : values()) {
            if (type.code.getNumber() == code) {
                return type;
            }
        }
        DataType known = DataType.forNumber(code);
        throw new InputException(String.format(
                Locale.ROOT,
                "%s has element type %s, which is not supported: convert the model to 32-bit floats",
                what,
                known == null ? "number " + code : known.name()));
    }

    /** Bits of one element in raw data. */
    int bits() {
        return bits;
    }

    ElementType readsAs() {
        return readsAs;
    }

    long low() {
        return low;
    }

    long high() {
        return high;
    }

    /** Bits of elements in one entry of the list that holds them where there is no raw data. */
    int listedBits() {
        return bits < Byte.SIZE ? Byte.SIZE : bits;
    }

    /** Entries of that list. */
    int listed(TensorProto tensor) {
        return switch (this) {
            case FLOAT -> tensor.getFloatDataCount();
            case DOUBLE -> tensor.getDoubleDataCount();
            case INT64 -> tensor.getInt64DataCount();
            case UINT32, UINT64 -> tensor.getUint64DataCount();
            case FLOAT16, BFLOAT16, INT4, UINT4, INT8, UINT8, BOOL, INT16, UINT16, INT32 -> tensor.getInt32DataCount();
        };
    }

    /** The elements of a tensor of reals. */
    Reals reals(TensorProto tensor) {
        if (tensor.getRawData().isEmpty()) {
            return switch (this) {
                case FLOAT -> tensor::getFloatData;
                case DOUBLE -> i -> (float) tensor.getDoubleData(i);
                case FLOAT16 -> i -> Float.float16ToFloat((short) tensor.getInt32Data(i));
                default -> i -> Float.intBitsToFloat(tensor.getInt32Data(i) << Short.SIZE);
            };
        }
        ByteBuffer raw = littleEndian(tensor.getRawData());
        return switch (this) {
            case FLOAT -> i -> raw.getFloat(Float.BYTES * i);
            case DOUBLE -> i -> (float) raw.getDouble(Double.BYTES * i);
            case FLOAT16 -> i -> Float.float16ToFloat(raw.getShort(Short.BYTES * i));
            default -> i -> Float.intBitsToFloat(raw.getShort(Short.BYTES * i) << Short.SIZE);
        };
    }

    /** The elements of a tensor of integers. */
    IntToLongFunction integers(TensorProto tensor) {
        if (tensor.getRawData().isEmpty()) {
            return switch (this) {
                case INT64 -> tensor::getInt64Data;
                case UINT32, UINT64 -> tensor::getUint64Data;
                case INT4, UINT4 -> i -> half(tensor.getInt32Data(i / 2), i);
                default -> tensor::getInt32Data;
            };
        }
        ByteBuffer raw = littleEndian(tensor.getRawData());
        return switch (this) {
            case INT4, UINT4 -> i -> half(raw.get(i / 2), i);
            case INT8 -> raw::get;
            case UINT8, BOOL -> i -> raw.get(i) & 0xFF;
            case INT16 -> i -> raw.getShort(Short.BYTES * i);
            case UINT16 -> i -> raw.getShort(Short.BYTES * i) & 0xFFFF;
            case UINT32 -> i -> raw.getInt(Integer.BYTES * i) & 0xFFFF_FFFFL;
            case INT64, UINT64 -> i -> raw.getLong(Long.BYTES * i);
            default -> i -> raw.getInt(Integer.BYTES * i);
        };
    }

    /** Two elements lie in a byte, the first in its low half. */
    private long half(int pair, int index) {
        int nibble = (index % 2 == 0 ? pair : pair >> 4) & 0xF;
        return this == INT4 ? nibble << 28 >> 28 : nibble;
    }

    private static ByteBuffer littleEndian(ByteString raw) {
        return raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}

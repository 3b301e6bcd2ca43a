package org.synfire.network.onnx;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.function.IntToLongFunction;
import org.synfire.engine.InputException;
import org.synfire.network.onnx.proto.TensorProto;

/**
 * Decodes tensors that are stored in a file. The dimensions are checked against the data that is there before anything
 * is allocated.
 */
final class TensorReader {
    private final MemoryBudget budget;

    TensorReader(MemoryBudget budget) {
        this.budget = budget;
    }

    /**
     * @throws InputException if the tensor is stored elsewhere, of an unknown type, or its data does not fit its
     *     dimensions
     */
    Constant read(String name, TensorProto tensor) {
        String what = "tensor " + name;
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            throw new InputException(what
                    + " is stored in another file (external data), which is not supported: save the model as one file");
        }
        if (tensor.hasSegment()) {
            throw new InputException(what + " is stored in segments, which is not supported: save the model anew");
        }
        ElementType type = ElementType.of(tensor.getDataType(), what);
        int[] dims = dims(tensor, what);
        int size = storedElements(tensor, type, dims, what);
        budget.take(size, 4, what);
        return type == ElementType.FLOAT
                ? Constant.reals(name, dims, reals(tensor, size))
                : Constant.integers(name, type, dims, integers(tensor, type, size, what));
    }

    private static int[] dims(TensorProto tensor, String what) {
        int[] dims = new int[tensor.getDimsCount()];
        for (int i = 0; i < dims.length; i++) {
            long dim = tensor.getDims(i);
            if (dim < 0 || dim > Integer.MAX_VALUE) {
                throw new InputException(String.format(
                        Locale.ROOT, "%s has the dimensions %s: %d is out of range", what, tensor.getDimsList(), dim));
            }
            dims[i] = (int) dim;
        }
        return dims;
    }

    private static int storedElements(TensorProto tensor, ElementType type, int[] dims, String what) {
        long wanted = Dims.size(dims);
        int raw = tensor.getRawData().size();
        boolean fits = raw > 0 ? wanted <= raw && wanted * type.bytes() == raw : wanted == listed(tensor, type);
        if (!fits) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s has the dimensions %s, but %s of data: the file is corrupt",
                    what,
                    Dims.text(dims),
                    raw > 0 ? raw + " bytes" : listed(tensor, type) + " elements"));
        }
        return (int) wanted;
    }

    private static int listed(TensorProto tensor, ElementType type) {
        return switch (type) {
            case FLOAT -> tensor.getFloatDataCount();
            case INT64 -> tensor.getInt64DataCount();
            case INT8, UINT8, BOOL, INT32 -> tensor.getInt32DataCount();
        };
    }

    private static float[] reals(TensorProto tensor, int size) {
        float[] reals = new float[size];
        if (tensor.getRawData().isEmpty()) {
            for (int i = 0; i < size; i++) {
                reals[i] = tensor.getFloatData(i);
            }
        } else {
            littleEndian(tensor.getRawData()).asFloatBuffer().get(reals);
        }
        return reals;
    }

    private static int[] integers(TensorProto tensor, ElementType type, int size, String what) {
        IntToLongFunction stored = stored(tensor, type);
        int[] integers = new int[size];
        for (int i = 0; i < size; i++) {
            long value = stored.applyAsLong(i);
            if (value < type.low() || value > type.high()) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s of type %s has the value %d at index %d, which is out of range",
                        what,
                        type,
                        value,
                        i));
            }
            integers[i] = (int) value;
        }
        return integers;
    }

    private static IntToLongFunction stored(TensorProto tensor, ElementType type) {
        if (tensor.getRawData().isEmpty()) {
            return type == ElementType.INT64 ? tensor::getInt64Data : tensor::getInt32Data;
        }
        ByteBuffer raw = littleEndian(tensor.getRawData());
        return switch (type) {
            case INT8 -> raw::get;
            case UINT8, BOOL -> i -> raw.get(i) & 0xFF;
            case INT32, FLOAT -> i -> raw.getInt(4 * i);
            case INT64 -> i -> raw.getLong(8 * i);
        };
    }

    private static ByteBuffer littleEndian(ByteString raw) {
        return raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}

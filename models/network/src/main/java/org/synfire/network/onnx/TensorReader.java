package org.synfire.network.onnx;

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
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            throw new InputException(what + " is stored in another file (external data): read the model from its file");
        }
        if (tensor.hasSegment()) {
            throw new InputException(what + " is stored in segments, which is not supported: save the model anew");
        }
        StoredType type = StoredType.of(tensor.getDataType(), what);
        int[] dims = dims(tensor, what);
        int size = storedElements(tensor, type, dims, what);
        budget.take(size, 4, what);
        return type.readsAs() == ElementType.FLOAT
                ? Constant.reals(name, dims, reals(tensor, type, size))
                : Constant.integers(name, type.readsAs(), dims, integers(tensor, type, size, what));
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

    private static int storedElements(TensorProto tensor, StoredType type, int[] dims, String what) {
        long wanted = Dims.size(dims);
        int raw = tensor.getRawData().size();
        boolean fits = raw > 0
                ? wanted <= 2L * raw && (wanted * type.bits() + Byte.SIZE - 1) / Byte.SIZE == raw
                : (wanted * type.bits() + type.listedBits() - 1) / type.listedBits() == type.listed(tensor)
                        && wanted <= 2L * type.listed(tensor);
        if (!fits) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s has the dimensions %s, but %s of data: the file is corrupt",
                    what,
                    Dims.text(dims),
                    raw > 0 ? raw + " bytes" : type.listed(tensor) + " elements"));
        }
        return (int) wanted;
    }

    private static float[] reals(TensorProto tensor, StoredType type, int size) {
        float[] reals = new float[size];
        StoredType.Reals stored = type.reals(tensor);
        for (int i = 0; i < size; i++) {
            reals[i] = stored.at(i);
        }
        return reals;
    }

    /** Integers of 64 bits beyond 32, such as "to the end" in a slice, become the nearest of 32. */
    private static int[] integers(TensorProto tensor, StoredType type, int size, String what) {
        IntToLongFunction stored = type.integers(tensor);
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
            integers[i] = Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        return integers;
    }
}

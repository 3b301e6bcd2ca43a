package org.synfire.tools;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.synfire.engine.InputException;

/** Model files of other tools, by their endings: what they are, and how they become ONNX. */
final class ModelFormats {
    private static final String TORCH = "a PyTorch file; export the model with torch.onnx.export";
    private static final String KERAS = "a Keras file; convert it to ONNX with python -m tf2onnx.convert --keras";
    private static final String ARRAYS = "a file of NumPy arrays and no network; give an ONNX file, or the .json beside"
            + " the arrays of an int8-shift network";

    private static final Map<String, String> OTHERS = Map.of(
            "tflite", "a TensorFlow Lite file; convert it to ONNX with python -m tf2onnx.convert --tflite",
            "pt", TORCH,
            "pth", TORCH,
            "safetensors", "a file of weights without a network; export the model with torch.onnx.export",
            "h5", KERAS,
            "keras", KERAS,
            "pb", "a TensorFlow file; convert it to ONNX with python -m tf2onnx.convert --saved-model",
            "npz", ARRAYS,
            "npy", ARRAYS);

    private ModelFormats() {}

    /** @throws InputException if a file is of another format by its ending */
    static void requireKnown(Path model) {
        String name = model.toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (OTHERS.containsKey(ending)) {
            throw new InputException(model + " is " + OTHERS.get(ending));
        }
    }
}

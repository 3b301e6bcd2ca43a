package org.synfire.network.floating;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Network;
import org.synfire.network.onnx.model.Models;

/**
 * A model file, run as it stands by ONNX Runtime, one image at a time.
 *
 * <p>Besides the answer it gives the values of inner tensors that it was opened for; the file itself is not changed.
 *
 * <p><b>Threads:</b> one at a time; ONNX Runtime itself computes with as many as it was opened with. <b>Memory:</b>
 * native; {@link #close} frees it.
 */
public final class FloatNetwork implements AutoCloseable {
    private final String name;
    private final OrtSession session;
    private final ModelInput input;
    private final String answer;
    private final List<String> tensors;
    private final Set<String> wanted;
    private final int batch;

    private FloatNetwork(
            String name, OrtSession session, ModelInput input, int batch, String answer, List<String> tensors) {
        this.batch = batch;
        this.name = name;
        this.session = session;
        this.input = input;
        this.answer = answer;
        this.tensors = tensors;
        this.wanted = new LinkedHashSet<>(tensors);
    }

    /**
     * Opens a model file for its answer.
     *
     * @param file the file that {@code network} was read from
     * @param threads how many threads ONNX Runtime may use, 1 or more
     * @throws InputException if the file cannot be read or ONNX Runtime refuses it
     */
    public static FloatNetwork open(Path file, Network network, int threads) {
        return open(Models.read(file), network, threads, List.of());
    }

    /** Opens the bytes of a model file for its answer, otherwise as {@link #open(Path, Network, int)}. */
    public static FloatNetwork open(byte[] model, Network network, int threads) {
        return open(model, network, threads, List.of());
    }

    /**
     * Opens the bytes of a model file for its answer and for inner tensors.
     *
     * @param tensors names of tensors of the model; the names of a {@link Network}'s nodes are such
     * @throws InputException if ONNX Runtime refuses the model or a tensor is missing
     */
    public static FloatNetwork open(byte[] model, Network network, int threads, List<String> tensors) {
        String answer = network.tensor(network.output().name());
        Set<String> outputs = new LinkedHashSet<>(tensors);
        outputs.add(answer);
        OrtEnvironment environment = OnnxRuntime.environment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            OrtSession session =
                    environment.createSession(ModelOutputs.require(model, outputs, network.name()), options);
            return open(network, session, environment, List.copyOf(tensors));
        } catch (OrtException e) {
            throw refused(network.name(), e);
        }
    }

    private static FloatNetwork open(
            Network network, OrtSession session, OrtEnvironment environment, List<String> tensors) throws OrtException {
        try {
            requireInput(network, session.getInputInfo());
            return new FloatNetwork(
                    network.name(),
                    session,
                    ModelInput.of(network, environment),
                    (int) network.input().feed().dimensions()[0],
                    network.tensor(network.output().name()),
                    tensors);
        } catch (InputException | OrtException e) {
            session.close();
            throw e;
        }
    }

    private static void requireInput(Network network, Map<String, NodeInfo> inputs) {
        String expected = network.input().feed().name();
        if (!inputs.containsKey(expected)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s: its file has no input %s; it has %s",
                    network.name(),
                    expected,
                    inputs.keySet()));
        }
    }

    /**
     * The network's answer to an image.
     *
     * @param image real values in the order channel, row, column, as the network wants them (normalised)
     * @return one value per element of the answer, in the file's own order
     * @throws InputException if the image has another size than the network's input
     */
    public float[] logits(float[] image) {
        input.set(image);
        try (OrtSession.Result result = session.run(input.feed(), Set.of(answer))) {
            float[] values = values(answer, result.get(0));
            return batch == 1 ? values : Arrays.copyOf(values, values.length / batch);
        } catch (OrtException e) {
            throw refused(name, e);
        }
    }

    /**
     * The values of the inner tensors that this network was opened for.
     *
     * @param image as for {@link #logits}
     * @return for each tensor its elements, in the file's own order (which may have channels last)
     */
    public float[][] tensors(float[] image) {
        input.set(image);
        try (OrtSession.Result result = session.run(input.feed(), wanted)) {
            float[][] values = new float[tensors.size()][];
            for (int i = 0; i < values.length; i++) {
                values[i] = values(tensors.get(i), result.get(tensors.get(i)).orElseThrow());
            }
            return values;
        } catch (OrtException e) {
            throw refused(name, e);
        }
    }

    private float[] values(String tensor, OnnxValue value) throws OrtException {
        if (!(value instanceof OnnxTensor onnx)) {
            throw new InputException(
                    String.format(Locale.ROOT, "network %s: %s is no tensor but %s", name, tensor, value.getType()));
        }
        return switch (onnx.getInfo().type) {
            case FLOAT, FLOAT16, BFLOAT16 -> reals(onnx.getFloatBuffer());
            case DOUBLE -> reals(onnx.getDoubleBuffer());
            case INT8 -> integers(onnx.getByteBuffer(), false);
            case UINT8 -> integers(onnx.getByteBuffer(), true);
            default ->
                throw new InputException(String.format(
                        Locale.ROOT,
                        "network %s: tensor %s holds %s; reals, int8 and uint8 are supported",
                        name,
                        tensor,
                        onnx.getInfo()));
        };
    }

    private static float[] reals(FloatBuffer buffer) {
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static float[] reals(DoubleBuffer buffer) {
        float[] values = new float[buffer.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) buffer.get(i);
        }
        return values;
    }

    private static float[] integers(ByteBuffer buffer, boolean isUnsigned) {
        float[] values = new float[buffer.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = isUnsigned ? Byte.toUnsignedInt(buffer.get(i)) : buffer.get(i);
        }
        return values;
    }

    private static InputException refused(String network, OrtException cause) {
        return new InputException("ONNX Runtime cannot run the network " + network + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        input.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close the network " + name, e);
        }
    }
}

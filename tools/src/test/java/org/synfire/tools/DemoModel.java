package org.synfire.tools;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.synfire.network.demo.Demo;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.TensorProto;

/** The demo's ONNX file, as it is and spoilt. */
final class DemoModel {
    private DemoModel() {}

    static Path write(Path directory) throws IOException {
        return Files.write(directory.resolve("model.onnx"), Demo.FILE);
    }

    static Path truncated(Path directory) throws IOException {
        byte[] all = Demo.FILE;
        return Files.write(directory.resolve("model.onnx"), Arrays.copyOf(all, all.length / 2));
    }

    /** The first value of the last layer's weights is another. */
    static Path withWeight(Path directory, float value) throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(Demo.FILE).toBuilder();
        TensorProto.Builder weights = tensor(model, "logits.weight");
        ByteBuffer raw = ByteBuffer.allocate(weights.getRawData().size()).order(ByteOrder.LITTLE_ENDIAN);
        weights.getRawData().copyTo(raw);
        weights.setRawData(ByteString.copyFrom(raw.putFloat(0, value).array()));
        return Files.write(directory.resolve("model.onnx"), model.build().toByteArray());
    }

    /** Answers with fewer values than there are digits. */
    static Path withOutputs(Path directory, int outputs) throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(Demo.FILE).toBuilder();
        for (String name : new String[] {"logits.weight", "logits.bias"}) {
            TensorProto.Builder tensor = tensor(model, name);
            int row = tensor.getRawData().size() / (int) tensor.getDims(0);
            tensor.setDims(0, outputs).setRawData(tensor.getRawData().substring(0, outputs * row));
        }
        model.getGraphBuilder()
                .getOutputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .clearShape();
        return Files.write(directory.resolve("model.onnx"), model.build().toByteArray());
    }

    private static TensorProto.Builder tensor(ModelProto.Builder model, String name) {
        return model.getGraphBuilder().getInitializerBuilderList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

package org.synfire.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import org.synfire.engine.InputException;

/** What --model and --data must be to each other where images are run. */
final class ModelOptions {
    private ModelOptions() {}

    /**
     * @param model {@code null} for the built-in demo
     * @throws InputException if one is there without the other, or the model file is not
     */
    static void requireWithData(Path model, NetworkOptions options) {
        if (SanaFeModel.isOne(model) && options.data != null) {
            throw new InputException("--data " + options.data + ": " + model
                    + " is a network of SANA-FE, which its biases drive; leave the data out");
        }
        if (model != null && options.data == null && !SanaFeModel.isOne(model)) {
            throw new InputException("--model " + model + " needs --data DIR, the folder of its data set");
        }
        if (model == null && options.data != null && !NamedData.isGenerated(options.data)) {
            throw new InputException(
                    "--data " + options.data + " needs --model FILE; without both the demo runs on generated digits");
        }
        if (model != null && !Files.isRegularFile(model)) {
            throw new InputException("--model " + model + ": there is no such file");
        }
        if (model != null) {
            ModelFormats.requireKnown(model);
        }
    }
}

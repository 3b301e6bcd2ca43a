package org.synfire.tools;

import org.synfire.engine.InputException;
import picocli.CommandLine.Option;

/** Options that say how exactly the curvature of layers is measured. */
final class CurvatureOptions {
    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "Images drawn for each random vector (default ${DEFAULT-VALUE}).")
    int batch;

    @Option(
            names = "--tolerance",
            paramLabel = "E",
            defaultValue = "0.05",
            description =
                    "Relative standard error at which a layer's trace is accurate enough (default ${DEFAULT-VALUE}).")
    double tolerance;

    @Option(
            names = "--max-vectors",
            paramLabel = "N",
            defaultValue = "200",
            description = "Most random vectors (default ${DEFAULT-VALUE}).")
    int maxVectors;

    /** @throws InputException if one of them is out of range */
    void requirePossible() {
        if (batch < 1 || maxVectors < 2 || !(tolerance > 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw new InputException("--batch: give at least 1; --max-vectors: at least 2; --tolerance: more than 0");
        }
    }
}

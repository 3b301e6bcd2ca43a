package org.synfire.noc.chip;

import java.util.Map;
import java.util.Optional;
import org.synfire.noc.Mesh;

/** Figures that are each allowed but contradict each other: the figure to change, and the reason. */
record Contradiction(ChipFigure figure, String message) {
    static Optional<Contradiction> find(Map<ChipFigure, Figure> figures) {
        return meshTooLarge(figures)
                .or(() -> notBelow(figures, ChipFigure.IO_X, ChipFigure.MESH_WIDTH))
                .or(() -> notBelow(figures, ChipFigure.IO_Y, ChipFigure.MESH_HEIGHT))
                .or(() -> stepTooShort(figures));
    }

    private static Optional<Contradiction> meshTooLarge(Map<ChipFigure, Figure> figures) {
        double nodes = value(figures, ChipFigure.MESH_WIDTH) * value(figures, ChipFigure.MESH_HEIGHT);
        return found(
                nodes > Mesh.MAX_NODES,
                ChipFigure.MESH_HEIGHT,
                "makes a mesh of " + PlainNumber.text(nodes) + " nodes; at most " + Mesh.MAX_NODES + " are supported");
    }

    private static Optional<Contradiction> notBelow(
            Map<ChipFigure, Figure> figures, ChipFigure position, ChipFigure size) {
        return found(
                value(figures, position) >= value(figures, size),
                position,
                "must be below " + size.path() + ", which is "
                        + figures.get(size).valueText() + "; found "
                        + figures.get(position).valueText());
    }

    private static Optional<Contradiction> stepTooShort(Map<ChipFigure, Figure> figures) {
        return found(
                value(figures, ChipFigure.STEP) < value(figures, ChipFigure.MINIMUM_STEP),
                ChipFigure.STEP,
                "must be at least " + ChipFigure.MINIMUM_STEP.path() + ", which is "
                        + figures.get(ChipFigure.MINIMUM_STEP).valueText()
                        + " us; found " + figures.get(ChipFigure.STEP).valueText());
    }

    private static Optional<Contradiction> found(boolean isContradiction, ChipFigure figure, String message) {
        return isContradiction ? Optional.of(new Contradiction(figure, message)) : Optional.empty();
    }

    private static double value(Map<ChipFigure, Figure> figures, ChipFigure which) {
        return figures.get(which).value();
    }
}

package org.synfire.network.fold;

import java.util.List;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/**
 * Lets a convolution or average pooling that reads a zero-padded map do the padding by itself. A max-pooling cannot:
 * there, padding never wins, while a zero of the map may.
 */
public final class PaddingFolding {
    private PaddingFolding() {}

    /**
     * The same nodes, those that read a padded map changed to read the map; the padding nodes are still there, perhaps
     * unread.
     */
    public static List<Node> fold(LiveNodes live) {
        return live.nodes().stream().map(node -> folded(node, live.nodes())).toList();
    }

    private static Node folded(Node node, List<Node> nodes) {
        return switch (node) {
            case Node.Convolution n
            when nodes.get(n.input()) instanceof Node.Rearrange source
                    && source.inputs().size() == 1 ->
                folded(n, source, nodes.get(source.inputs().getFirst()).shape());
            case Node.AveragePool n
            when nodes.get(n.input()) instanceof Node.Rearrange source
                    && source.inputs().size() == 1 ->
                folded(n, source, nodes.get(source.inputs().getFirst()).shape());
            default -> node;
        };
    }

    private static Node folded(Node.Convolution node, Node.Rearrange source, Shape map) {
        Window window = padded(node.window(), source, map);
        return window == null
                ? node
                : new Node.Convolution(
                        node.name(),
                        source.inputs().getFirst(),
                        node.shape(),
                        window,
                        node.groups(),
                        node.weights(),
                        node.bias());
    }

    private static Node folded(Node.AveragePool node, Node.Rearrange source, Shape map) {
        boolean allCount = node.countsPadding() || !node.window().isPadded();
        Window window = allCount ? padded(node.window(), source, map) : null;
        return window == null
                ? node
                : new Node.AveragePool(node.name(), source.inputs().getFirst(), node.shape(), window, true);
    }

    /**
     * The window with the padding of {@code source} added, or {@code null} if that does anything but pad rows and
     * columns.
     */
    private static Window padded(Window window, Node.Rearrange source, Shape map) {
        int first = firstElement(source.source());
        int top = first / source.shape().width();
        int left = first % source.shape().width();
        int bottom = source.shape().height() - map.height() - top;
        int right = source.shape().width() - map.width() - left;
        boolean fits = first < source.source().length
                && source.shape().channels() == map.channels()
                && Math.min(bottom, right) >= 0;
        if (!fits || !padsOnly(source, map, top, left)) {
            return null;
        }
        return window.padded(
                window.padTop() + top, window.padLeft() + left, window.padBottom() + bottom, window.padRight() + right);
    }

    private static int firstElement(int[] source) {
        int first = 0;
        while (first < source.length && source[first] != 0) {
            first++;
        }
        return first;
    }

    private static boolean padsOnly(Node.Rearrange source, Shape map, int top, int left) {
        Shape padded = source.shape();
        for (int i = 0; i < source.source().length; i++) {
            int row = i / padded.width() % padded.height() - top;
            int column = i % padded.width() - left;
            boolean inside = row >= 0 && row < map.height() && column >= 0 && column < map.width();
            if (source.source()[i] != (inside ? map.index(i / padded.positions(), row, column) : -1)) {
                return false;
            }
        }
        return true;
    }
}

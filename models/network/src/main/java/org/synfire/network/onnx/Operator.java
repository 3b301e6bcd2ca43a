package org.synfire.network.onnx;

/** Translates one kind of ONNX node. */
@FunctionalInterface
interface Operator {
    /**
     * The first output of the node, its draft nodes added.
     *
     * @throws org.synfire.engine.InputException if the node cannot be translated; the message need not name the node
     */
    Operand translate(Call call);
}

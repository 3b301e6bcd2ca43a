package org.synfire.network.onnx;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The operators that can be imported, by name. */
final class OperatorRegistry {
    private static final SortedMap<String, Operator> OPERATORS = register();

    private OperatorRegistry() {}

    private static SortedMap<String, Operator> register() {
        SortedMap<String, Operator> operators = new TreeMap<>();
        operators.put("Add", ElementwiseOperators::add);
        operators.put("AveragePool", PoolingOperators::averagePool);
        operators.put("BatchNormalization", ElementwiseOperators::batchNormalization);
        operators.put("Clip", ElementwiseOperators::clip);
        operators.put("Constant", ConstantOperator::constant);
        operators.put("Conv", LinearOperators::convolution);
        operators.put("DequantizeLinear", QuantizationOperators::dequantize);
        operators.put("Dropout", ElementwiseOperators::dropout);
        operators.put("Flatten", RearrangingOperators::flatten);
        operators.put("Gemm", LinearOperators::gemm);
        operators.put("GlobalAveragePool", PoolingOperators::globalAveragePool);
        operators.put("Identity", call -> call.operand(0));
        operators.put("MatMul", LinearOperators::matrixProduct);
        operators.put("MaxPool", PoolingOperators::maxPool);
        operators.put("Pad", RearrangingOperators::pad);
        operators.put("QuantizeLinear", QuantizationOperators::quantize);
        operators.put("Relu", ElementwiseOperators::relu);
        operators.put("Reshape", RearrangingOperators::reshape);
        operators.put("Squeeze", RearrangingOperators::squeeze);
        operators.put("Transpose", RearrangingOperators::transpose);
        operators.put("Unsqueeze", RearrangingOperators::unsqueeze);
        return Collections.unmodifiableSortedMap(operators);
    }

    /** The operator of that name, or {@code null}. */
    static Operator find(String name) {
        return OPERATORS.get(name);
    }

    /** All names, sorted. */
    static Set<String> names() {
        return OPERATORS.keySet();
    }
}

package org.synfire.network.onnx;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The operators that can be imported, by name; each family of operators lists its own. */
final class OperatorRegistry {
    private static final String CONTRIBUTED = "com.microsoft";

    private static final NavigableMap<String, Operator> STANDARD = registered(List.of(
            AffineOperators.OPERATORS,
            CastOperators.OPERATORS,
            ConstantOperator.OPERATORS,
            DynamicOperators.OPERATORS,
            ElementwiseOperators.OPERATORS,
            FunctionOperators.OPERATORS,
            LinearOperators.OPERATORS,
            PaddingOperators.OPERATORS,
            PoolingOperators.OPERATORS,
            QuantizationOperators.OPERATORS,
            QuantizedOperators.OPERATORS,
            RearrangingOperators.OPERATORS,
            RefusedOperators.OPERATORS,
            ResizingOperators.OPERATORS,
            SelectingOperators.OPERATORS));

    /** Operators of ONNX Runtime's own domain; those of the standard set that it has there as well are the same. */
    private static final NavigableMap<String, Operator> OF_ONNX_RUNTIME =
            registered(List.of(QuantizedOperators.CONTRIBUTED, QuantizationOperators.OPERATORS));

    /** Operators that know more of constants than their values: what integers they were, or what shape. */
    private static final Set<String> KEEPING_CONSTANTS = Set.of(
            "BipolarQuant",
            "Cast",
            "Constant",
            "DequantizeLinear",
            "Flatten",
            "Gather",
            "Identity",
            "IntQuant",
            "Quant",
            "QuantizeLinear",
            "Reshape",
            "Shape",
            "Size",
            "Slice",
            "Split",
            "Squeeze",
            "Transpose",
            "Unsqueeze");

    private OperatorRegistry() {}

    private static NavigableMap<String, Operator> registered(List<Map<String, Operator>> families) {
        NavigableMap<String, Operator> operators = new TreeMap<>();
        for (Map<String, Operator> family : families) {
            family.forEach((name, operator) -> {
                if (operators.put(name, operator) != null) {
                    throw new IllegalStateException("two families translate " + name);
                }
            });
        }
        return Collections.unmodifiableNavigableMap(operators);
    }

    /** The operator of that name in a domain, or {@code null}. */
    static Operator find(String domain, String name) {
        if (name.equals(RequantShift.NAME)) {
            return RequantShift::translate;
        }
        if (GraphImport.DOMAINS.contains(domain)) {
            return STANDARD.get(name);
        }
        if (domain.equals(CONTRIBUTED)) {
            return OF_ONNX_RUNTIME.get(name);
        }
        return QonnxOperators.DOMAINS.contains(domain) ? QonnxOperators.OPERATORS.get(name) : null;
    }

    /** The operators of the standard set, sorted. */
    static Set<String> names() {
        return STANDARD.keySet();
    }

    /** Whether it translates constants itself instead of having them computed. */
    static boolean keepsConstants(String name) {
        return KEEPING_CONSTANTS.contains(name);
    }

    /** Whether more than its first output can be read. */
    static boolean hasSeveralOutputs(String name) {
        return name.equals("Split") || name.equals("DynamicQuantizeLinear");
    }
}

package org.synfire.network.onnx;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The operators that can be imported, by name; each family of operators lists its own. */
final class OperatorRegistry {
    private static final List<Map<String, Operator>> FAMILIES = List.of(
            ConstantOperator.OPERATORS,
            ElementwiseOperators.OPERATORS,
            LinearOperators.OPERATORS,
            PoolingOperators.OPERATORS,
            QuantizationOperators.OPERATORS,
            RearrangingOperators.OPERATORS);

    private static final NavigableMap<String, Operator> OPERATORS = register();

    private OperatorRegistry() {}

    private static NavigableMap<String, Operator> register() {
        NavigableMap<String, Operator> operators = new TreeMap<>();
        FAMILIES.forEach(operators::putAll);
        return Collections.unmodifiableNavigableMap(operators);
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

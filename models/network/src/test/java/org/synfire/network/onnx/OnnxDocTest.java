package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** docs/onnx.md lists every operator as it is read. */
class OnnxDocTest {
    private static final Path PAGE = Path.of("../../docs/onnx.md");

    /** What else the standard set has up to the newest version that is read: it works on constants alone. */
    private static final String OTHERS =
            "Acos Acosh Adagrad Adam Affine And ArgMin Asin Asinh Atan Atanh Attention AveragePool Bernoulli BitShift"
                + " BitwiseAnd BitwiseNot BitwiseOr BitwiseXor BlackmanWindow CastLike CenterCropPad Col2Im Compress"
                + " ConcatFromSequence ConstantOfShape Cosh CumSum DFT DeformConv Det Einsum Equal EyeLike"
                + " GatherElements GatherND Greater GreaterOrEqual GridSample GroupNormalization HammingWindow"
                + " HannWindow Hardmax ImageDecoder IsInf IsNaN LayerNormalization Less LessOrEqual LpNormalization"
                + " LpPool MaxRoiPool MaxUnpool MeanVarianceNormalization MelWeightMatrix Mod Multinomial"
                + " NonMaxSuppression NonZero Not OneHot Optional Or RMSNormalization RandomNormal RandomNormalLike"
                + " RandomUniform RandomUniformLike Range ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMin"
                + " ReduceProd ReduceSumSquare RegexFullMatch ReverseSequence RoiAlign RotaryEmbedding STFT Scatter"
                + " ScatterElements ScatterND SequenceAt SequenceConstruct SequenceEmpty SequenceErase SequenceInsert"
                + " SequenceLength SequenceMap Shrink Sinh SoftmaxCrossEntropyLoss SplitToSequence StringConcat"
                + " StringNormalizer StringSplit Swish Tan TensorScatter TfIdfVectorizer Trilu Unique Where Xor";

    private static final Set<String> TWO_SLOPES = Set.of("LeakyRelu", "PRelu");

    private static String row(String name, String how) {
        return "| `" + name + "` | " + how + " |";
    }

    private static String how(String name) {
        if (RefusedOperators.OPERATORS.containsKey(name)) {
            return (HostTail.isEnd(name) ? "at the end on the host, else refused" : "refused") + ": "
                    + RefusedOperators.reason(name);
        }
        if (TWO_SLOPES.contains(name)) {
            return "exact; by table on codes of the network's own";
        }
        if (FunctionOperators.OPERATORS.containsKey(name)) {
            return HostTail.isEnd(name) ? "by table; at the end on the host" : "by table";
        }
        if (DynamicOperators.OPERATORS.containsKey(name)) {
            return "exact, its range fixed by calibration where the file takes it from each image";
        }
        return "exact";
    }

    private static List<String> rows() {
        Map<String, String> rows = new TreeMap<>();
        Set<String> read = OperatorRegistry.names();
        read.forEach(name -> rows.put(name, row(name, how(name))));
        for (String name : new TreeSet<>(List.of(OTHERS.split(" ")))) {
            rows.putIfAbsent(
                    name,
                    row(
                            name,
                            HostTail.isEnd(name)
                                    ? "at the end on the host, else refused"
                                    : HostTail.isPossible(name)
                                            ? "of constants, or behind the answer on the host"
                                            : ConstantFolder.canFold(name) ? "of constants" : "refused"));
        }
        List<String> all = new ArrayList<>(List.of("| operator | how it is read |", "|---|---|"));
        all.addAll(rows.values());
        return all;
    }

    @Test
    void listsEveryOperator() throws IOException {
        List<String> page = Files.readAllLines(PAGE);
        int from = page.indexOf("| operator | how it is read |");
        assertTrue(from >= 0, "the table is missing; it is\n" + String.join("\n", rows()));
        int to = from;
        while (to < page.size() && page.get(to).startsWith("|")) {
            to++;
        }
        assertEquals(String.join("\n", rows()), String.join("\n", page.subList(from, to)));
    }

    @Test
    void listsOperatorsOfOtherDomains() throws IOException {
        String page = Files.readString(PAGE);
        for (Map<String, Operator> family : List.of(QuantizedOperators.CONTRIBUTED, QonnxOperators.OPERATORS)) {
            family.keySet().forEach(name -> assertTrue(page.contains("`" + name + "`"), name + " is not on the page"));
        }
    }
}

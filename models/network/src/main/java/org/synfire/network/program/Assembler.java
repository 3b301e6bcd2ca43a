package org.synfire.network.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads neuron programs in the assembly of Darwin3's neuron instruction set.
 *
 * <p><b>Text:</b> a line has labels, each with a colon, then a directive of {@link Directives} or an instruction of
 * {@link InstructionParser}, then a comment behind a semicolon; each may be missing.
 *
 * <pre>{@code
 * .threshold 500
 * .state potential
 *         LSIS  ls=load nph=Vt+wgtsum
 *         UPTVT fcs=integrate
 *         CMP   rs=R0 rt=R1 func=GE
 *         JC    cmpf=flag cmpr=false addr=quiet
 *         GSPRS gsp=1 rsm=value
 * quiet:  LSIS  ls=store nph=Vt
 *         NPC
 * }</pre>
 *
 * <p><b>Limits:</b> {@value #MOST_WORDS} words; what {@link ProgramCheck} refuses. <b>Errors:</b>
 * {@link org.synfire.engine.InputException} with the text's label, line and column. <b>Source:</b> fields and words as
 * the chip's public deployment tool writes them; the text form is Synfire's own.
 */
public final class Assembler {
    /** Words of a program at most. */
    public static final int MOST_WORDS = 128;

    private final Directives directives = new Directives();
    private final Map<String, Integer> labels = new TreeMap<>();
    private final List<List<Token>> statements = new ArrayList<>();

    private Assembler() {}

    /**
     * Reads and checks a program.
     *
     * @param label what the text is called in messages, such as its file
     * @param text the assembly
     * @throws org.synfire.engine.InputException if it is wrong
     */
    public static AssemblyProgram assemble(String label, String text) {
        return new Assembler().program(label, text);
    }

    private AssemblyProgram program(String label, String text) {
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            read(Token.of(label, i + 1, lines[i]));
        }
        if (statements.isEmpty()) {
            throw new Place(label, lines.length, 1).error("a program without instructions; it needs at least NPC");
        }
        InstructionParser parser = new InstructionParser(labels);
        List<Instruction> instructions = statements.stream().map(parser::read).toList();
        List<Place> places = statements.stream()
                .map(statement -> statement.getFirst().place())
                .toList();
        new ProgramCheck(instructions, places, directives).check();
        return new AssemblyProgram(
                text,
                instructions,
                directives.shift(),
                directives.mostSpikes(),
                directives.state(),
                directives.constants());
    }

    private void read(List<Token> tokens) {
        int first = 0;
        while (first < tokens.size() && tokens.get(first).isLabel()) {
            label(tokens.get(first++));
        }
        List<Token> statement = tokens.subList(first, tokens.size());
        if (statement.isEmpty()) {
            return;
        }
        if (statement.getFirst().text().startsWith(".")) {
            directives.read(statement);
            return;
        }
        if (statements.size() == MOST_WORDS) {
            throw statement.getFirst().place().error("more than " + MOST_WORDS + " instructions; the chip has no more");
        }
        statements.add(statement);
    }

    private void label(Token token) {
        String name = token.text().substring(0, token.text().length() - 1);
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw token.place().error("a label is a letter, then letters, digits and _; found " + token.text());
        }
        if (labels.putIfAbsent(name, statements.size()) != null) {
            throw token.place().error("the label " + name + " stands twice; rename one of them");
        }
    }
}

package org.synfire.tools.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * One style over all modules, where neither the formatter nor Error Prone looks: names of methods that answer yes or
 * no, blank lines, and what stands behind {@code @return}.
 */
class StyleTest {
    /** A statement about the object: is, has, can, may, a verb in the third person, or a participle. */
    private static final Pattern STATEMENT =
            Pattern.compile("(is|are|has|have|can|may)[A-Z].*|[a-z]+s([A-Z].*)?|[a-z]+ed");

    /** An action that says whether it took place or found something. */
    private static final Pattern ACTION = Pattern.compile(
            "(absorb|advance|allocate|await|decide|drain|enqueue|fill|learn|offer|read|remove|run|send|sum"
                    + "|take|try|visit)([A-Z].*)?");

    private static final Pattern BLANK_LINE = Pattern.compile("\\{\n[ \t]*\n|\n[ \t]*\n[ \t]*}");
    private static final Pattern RETURN = Pattern.compile("\\* @return\\s+(.*?)(?=\n\\s*\\* @|\\*/)", Pattern.DOTALL);
    private static final Pattern NEXT_LINE = Pattern.compile("\\s*\n\\s*\\* ?");

    /** Lower case, or the name of a type or a chip; a full stop only between sentences. */
    private static final Pattern RETURNED =
            Pattern.compile("(?![A-Z][a-z]* |true |false |if ).*([^.]|\\.{3}|\\. .*)", Pattern.DOTALL);

    @Test
    void methodsThatAnswerYesOrNoAreNamedAsStatements() throws IOException {
        assertEquals(List.of(), badNames(JavaFile.all()));
    }

    @Test
    void noBlankLineStandsAtTheEdgeOfABlock() throws IOException {
        assertEquals(List.of(), matches(JavaFile.all(), BLANK_LINE));
    }

    @Test
    void returnedValuesAreNamedInOneWay() throws IOException {
        assertEquals(List.of(), badReturns(JavaFile.all()));
    }

    @Test
    void seesEveryFault() throws IOException {
        List<JavaFile> files = List.of(new JavaFile("Faulty.java", String.format(Locale.ROOT, """
            class Faulty {
            %1$s
                /** %2$s The size. */
                int size() { return 1; }
                /** %2$s true if empty */
                boolean empty() { return true; }
                /** %2$s whether it is empty. */
                boolean isEmpty() { return true; }
                boolean offer() { return true; }
            }
            """, "", "@return")));
        assertEquals(List.of("Faulty.java: empty"), badNames(files));
        assertEquals(List.of("Faulty.java:1"), matches(files, BLANK_LINE));
        assertEquals(
                List.of("Faulty.java: The size.", "Faulty.java: true if empty", "Faulty.java: whether it is empty."),
                badReturns(files));
    }

    private static List<String> badNames(List<JavaFile> files) throws IOException {
        List<Source> sources = files.stream().map(Source::new).toList();
        JavacTask parser = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of("-proc:none"), null, sources);
        List<String> bad = new ArrayList<>();
        for (CompilationUnitTree unit : parser.parse()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void none) {
                    String name = method.getName().toString();
                    boolean isAsked = method.getReturnType() != null
                            && method.getReturnType().toString().equals("boolean");
                    if (isAsked
                            && !STATEMENT.matcher(name).matches()
                            && !ACTION.matcher(name).matches()) {
                        bad.add(unit.getSourceFile().getName().substring(1) + ": " + name);
                    }
                    return super.visitMethod(method, null);
                }
            }.scan(unit, null);
        }
        return bad;
    }

    private static List<String> badReturns(List<JavaFile> files) {
        List<String> bad = new ArrayList<>();
        for (JavaFile file : files) {
            RETURN.matcher(file.text())
                    .results()
                    .map(tag -> NEXT_LINE.matcher(tag.group(1)).replaceAll(" ").strip())
                    .filter(text -> !RETURNED.matcher(text).matches())
                    .forEach(text -> bad.add(file.name() + ": " + text));
        }
        return bad;
    }

    private static List<String> matches(List<JavaFile> files, Pattern pattern) {
        List<String> found = new ArrayList<>();
        for (JavaFile file : files) {
            Matcher matcher = pattern.matcher(file.text());
            while (matcher.find()) {
                long line = file.text().substring(0, matcher.start()).lines().count();
                found.add(file.name() + ":" + line);
            }
        }
        return found;
    }

    /** A file as the compiler reads it. */
    private static final class Source extends SimpleJavaFileObject {
        private final JavaFile file;

        Source(JavaFile file) {
            super(URI.create("string:///" + file.name()), Kind.SOURCE);
            this.file = file;
        }

        @Override
        public CharSequence getCharContent(boolean ignoresEncodingErrors) {
            return file.text();
        }
    }
}
